import { HistoryPage } from '@/features/screening/history-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <HistoryPage />
    </InPlace>
  );
}
