import { AppraisalPage } from '@/features/appraisal/appraisal-page';

export default function Page() {
  return <AppraisalPage />;
}
