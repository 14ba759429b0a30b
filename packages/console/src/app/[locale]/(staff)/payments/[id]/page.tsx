import { PaymentBatchPage } from '@/features/payment/batch-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <PaymentBatchPage id={id} />;
}
