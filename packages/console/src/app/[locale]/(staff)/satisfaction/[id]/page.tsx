import { AskingPage } from '@/features/satisfaction/asking-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <AskingPage id={id} />;
}
