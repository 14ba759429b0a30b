import { NotFoundPage } from '@/features/identity/not-found-page';

export default function NotFound() {
  return <NotFoundPage />;
}
