import { HouseholdVerificationPage } from '@/features/verification/household-verification-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <HouseholdVerificationPage id={id} />;
}
