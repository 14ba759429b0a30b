import { ReservePage } from '@/features/reserve/reserve-page';

export default function Page() {
  return <ReservePage />;
}
