import { MeetingsPage } from '@/features/review-meeting/meetings-page';

export default function Page() {
  return <MeetingsPage />;
}
