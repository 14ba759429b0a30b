import { EntriesPage } from '@/features/funding/entries-page';

export default function Page() {
  return <EntriesPage />;
}
