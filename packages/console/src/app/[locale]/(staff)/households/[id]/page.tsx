import { HouseholdPage } from '@/features/registry/household-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <HouseholdPage id={id} />;
}
