import { TodayPage } from '@/features/today/today-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="today">
      <TodayPage />
    </InPlace>
  );
}
