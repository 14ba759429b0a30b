import { WaitingPage } from '@/features/leadership/waiting-page';

export default function Page() {
  return <WaitingPage />;
}
