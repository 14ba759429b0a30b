import { MeetingPage } from '@/features/review-meeting/meeting-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <MeetingPage meetingId={id} />;
}
