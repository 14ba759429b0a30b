import { DiscoveriesPage } from '@/features/list/discoveries-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <DiscoveriesPage />
    </InPlace>
  );
}
