import { PageSkeleton } from '@/lib/states';

export default function Loading() {
  return <PageSkeleton />;
}
