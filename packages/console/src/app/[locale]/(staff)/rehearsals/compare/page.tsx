import { ComparePage } from '@/features/rehearsal/compare-page';

export default function Page() {
  return <ComparePage />;
}
