import { RecalculationsPage } from '@/features/recalculation/recalculations-page';

export default function Page() {
  return <RecalculationsPage />;
}
