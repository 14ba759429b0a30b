import { BudgetsPage } from '@/features/budget/budgets-page';

export default function Page() {
  return <BudgetsPage />;
}
