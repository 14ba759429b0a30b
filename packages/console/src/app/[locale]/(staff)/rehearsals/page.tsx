import { RehearsalsPage } from '@/features/rehearsal/rehearsals-page';

export default function Page() {
  return <RehearsalsPage />;
}
