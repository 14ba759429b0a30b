import { SelfAuditPage } from '@/features/self-audit/self-audit-page';

export default function Page() {
  return <SelfAuditPage />;
}
