import { ConflictPage } from '@/features/verification/conflict-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ConflictPage id={id} />;
}
