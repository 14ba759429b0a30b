'use client';

import { useViewer } from '@/lib/viewer';
import { DeskPage } from './desk-page';
import { RequestsPage } from './requests-page';
import { SummaryPage } from './summary-page';

/** What verification is to one's role: what waits to be answered, how much there is, or what was asked. */
export function VerificationPage() {
  const { staff } = useViewer();
  switch (staff.role) {
    case 'manager':
    case 'data_officer':
      return <DeskPage />;
    case 'leader':
      return <SummaryPage />;
    default:
      return <RequestsPage />;
  }
}
