import { HouseholdsPage } from '@/features/registry/households-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="households">
      <HouseholdsPage />
    </InPlace>
  );
}
