import { ConflictsPage } from '@/features/verification/conflicts-page';

export default function Page() {
  return <ConflictsPage />;
}
