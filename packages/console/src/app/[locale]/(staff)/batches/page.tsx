import { BatchesPage } from '@/features/batch/batches-page';

export default function Page() {
  return <BatchesPage />;
}
