import { ReportPage } from '@/features/verification/report-page';

export default async function Page({ params }: { params: Promise<{ id: string; householdId: string }> }) {
  const { id, householdId } = await params;
  return <ReportPage requestId={id} householdId={householdId} />;
}
