import { LatePage } from '@/features/leadership/late-page';

export default function Page() {
  return <LatePage />;
}
