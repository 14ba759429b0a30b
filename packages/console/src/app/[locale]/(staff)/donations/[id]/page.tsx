import { DonationPage } from '@/features/donation/donation-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DonationPage id={id} />;
}
