import { ReviewsPage } from '@/features/second-round/reviews-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="cases">
      <ReviewsPage />
    </InPlace>
  );
}
