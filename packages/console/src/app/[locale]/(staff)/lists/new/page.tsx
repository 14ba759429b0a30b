import { HandInPage } from '@/features/list/hand-in-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <HandInPage />
    </InPlace>
  );
}
