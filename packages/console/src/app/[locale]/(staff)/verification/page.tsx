import { VerificationPage } from '@/features/verification/verification-page';

export default function Page() {
  return <VerificationPage />;
}
