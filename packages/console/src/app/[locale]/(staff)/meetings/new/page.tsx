import { PlanMeetingPage } from '@/features/review-meeting/plan-meeting-page';

export default function Page() {
  return <PlanMeetingPage />;
}
