import { ScreeningPage } from '@/features/screening/screening-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <ScreeningPage />
    </InPlace>
  );
}
