import { ReportPage } from '@/features/appraisal/report-page';

export default function Page() {
  return <ReportPage />;
}
