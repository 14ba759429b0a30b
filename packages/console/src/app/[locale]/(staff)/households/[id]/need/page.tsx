import { RecordNeedPage } from '@/features/intake/record-need-page';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RecordNeedPage householdId={id} />;
}
