import { NoticePage } from '@/features/payment/notice-page';

export default async function Page({ params }: { params: Promise<{ id: string; scheduleId: string }> }) {
  const { id, scheduleId } = await params;
  return <NoticePage householdId={id} scheduleId={scheduleId} />;
}
