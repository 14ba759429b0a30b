import { HouseholdsPage } from '@/features/registry/households-page';

export default function Page() {
  return <HouseholdsPage />;
}
