import { FindingPage } from '@/features/self-audit/finding-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <FindingPage id={id} />;
}
