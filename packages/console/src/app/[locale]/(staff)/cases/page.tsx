import { CasesPage } from '@/features/case/cases-page';

export default function Page() {
  return <CasesPage />;
}
