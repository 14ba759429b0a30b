import { StandardsPage } from '@/features/program/standards-page';

export default function Page() {
  return <StandardsPage />;
}
