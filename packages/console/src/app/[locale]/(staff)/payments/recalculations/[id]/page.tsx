import { RecalculationPage } from '@/features/recalculation/recalculation-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RecalculationPage id={id} />;
}
