import { PlanPage } from '@/features/fiscal-year/plan-page';

export default function Page() {
  return <PlanPage />;
}
