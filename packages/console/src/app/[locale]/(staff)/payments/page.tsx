import { PaymentsPage } from '@/features/payment/payments-page';

export default function Page() {
  return <PaymentsPage />;
}
