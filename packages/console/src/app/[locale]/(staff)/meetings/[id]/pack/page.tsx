import { ReadingPackPage } from '@/features/reading-pack/reading-pack-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ReadingPackPage meetingId={id} />;
}
