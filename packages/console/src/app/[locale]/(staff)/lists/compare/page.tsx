import { ComparePage } from '@/features/list/compare-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <ComparePage />
    </InPlace>
  );
}
