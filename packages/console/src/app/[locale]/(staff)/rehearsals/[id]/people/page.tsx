import { PeoplePage } from '@/features/rehearsal/people-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PeoplePage id={id} />;
}
