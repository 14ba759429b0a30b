import { StockItemPage } from '@/features/stock/stock-item-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <StockItemPage id={id} />;
}
