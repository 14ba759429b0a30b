import { MatchFormPage } from '@/features/list/match-form-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="screening">
      <MatchFormPage />
    </InPlace>
  );
}
