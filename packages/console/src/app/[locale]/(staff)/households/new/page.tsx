import { RegisterHouseholdPage } from '@/features/registry/register-household-page';

export default function Page() {
  return <RegisterHouseholdPage />;
}
