import { type ReactNode, Suspense } from 'react';
import { StaffFrame } from '@/features/identity/staff-frame';
import { ViewerProvider } from '@/lib/viewer';

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <ViewerProvider>
      <Suspense>
        <StaffFrame>{children}</StaffFrame>
      </Suspense>
    </ViewerProvider>
  );
}
