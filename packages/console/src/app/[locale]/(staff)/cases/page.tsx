import { CasesPage } from '@/features/case/cases-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="cases">
      <CasesPage />
    </InPlace>
  );
}
