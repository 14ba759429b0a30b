import { DuplicatesPage } from '@/features/duplicate/duplicates-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="households">
      <DuplicatesPage />
    </InPlace>
  );
}
