import { RehearsalPage } from '@/features/rehearsal/rehearsal-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RehearsalPage id={id} />;
}
