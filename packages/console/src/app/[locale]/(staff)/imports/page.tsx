import { ImportsPage } from '@/features/import/imports-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="imports">
      <ImportsPage />
    </InPlace>
  );
}
