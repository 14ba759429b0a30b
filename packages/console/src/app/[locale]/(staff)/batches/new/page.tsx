import { CreateBatchPage } from '@/features/batch/create-batch-page';

export default function Page() {
  return <CreateBatchPage />;
}
