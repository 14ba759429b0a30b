import { MeetingWall } from '@/features/review-meeting/meeting-wall';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <MeetingWall meetingId={id} />;
}
