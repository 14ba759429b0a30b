import { BatchPage } from '@/features/batch/batch-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <BatchPage batchId={id} />;
}
