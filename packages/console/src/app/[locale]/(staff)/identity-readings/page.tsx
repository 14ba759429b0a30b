import { ReadingsPage } from '@/features/privacy/readings-page';

export default function Page() {
  return <ReadingsPage />;
}
