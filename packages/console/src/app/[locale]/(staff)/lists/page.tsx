import { ListsPage } from '@/features/list/lists-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <ListsPage />
    </InPlace>
  );
}
