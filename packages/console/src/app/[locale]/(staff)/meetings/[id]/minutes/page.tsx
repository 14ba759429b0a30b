import { MinutesPage } from '@/features/review-meeting/minutes-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <MinutesPage meetingId={id} />;
}
