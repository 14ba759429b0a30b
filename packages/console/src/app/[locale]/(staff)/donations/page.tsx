import { DonationsPage } from '@/features/donation/donations-page';

export default function Page() {
  return <DonationsPage />;
}
