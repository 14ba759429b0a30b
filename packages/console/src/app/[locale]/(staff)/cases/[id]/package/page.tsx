import { Composer } from '@/features/aid-package/composer';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Composer caseId={id} />;
}
