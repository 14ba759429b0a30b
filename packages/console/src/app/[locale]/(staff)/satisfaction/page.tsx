import { AskingsPage } from '@/features/satisfaction/askings-page';

export default function Page() {
  return <AskingsPage />;
}
