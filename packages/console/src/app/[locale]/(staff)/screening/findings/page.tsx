import { FindingsPage } from '@/features/screening/findings-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <FindingsPage />
    </InPlace>
  );
}
