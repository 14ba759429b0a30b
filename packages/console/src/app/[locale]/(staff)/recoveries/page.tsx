import { RecoveriesPage } from '@/features/recovery/recoveries-page';

export default function Page() {
  return <RecoveriesPage />;
}
