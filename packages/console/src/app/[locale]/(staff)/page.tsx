import { LandingPage } from '@/features/identity/landing-page';

export default function Page() {
  return <LandingPage />;
}
