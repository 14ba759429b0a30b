import { TrailPage } from '@/features/leadership/trail-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <TrailPage entryId={id} />;
}
