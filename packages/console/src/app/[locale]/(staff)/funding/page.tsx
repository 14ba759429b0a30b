import { FundingPage } from '@/features/funding/funding-page';

export default function Page() {
  return <FundingPage />;
}
