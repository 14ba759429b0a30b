import { NewRehearsalPage } from '@/features/rehearsal/new-rehearsal-page';

export default function Page() {
  return <NewRehearsalPage />;
}
