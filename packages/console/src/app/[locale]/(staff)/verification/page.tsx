import { VerificationPage } from '@/features/verification/verification-page';
import { InPlace } from '@/lib/viewer';

export default function Page() {
  return (
    <InPlace place="verification">
      <VerificationPage />
    </InPlace>
  );
}
