'use client';

import { useEffect } from 'react';
import { useRouter } from '@/i18n/navigation';
import { NoPermission, PageSkeleton } from '@/lib/states';
import { useViewer } from '@/lib/viewer';

/** Leads each role to the first of its places. */
export function LandingPage() {
  const { places } = useViewer();
  const router = useRouter();
  const first = places[0];
  useEffect(() => {
    if (first) router.replace(`/${first}`);
  }, [first, router]);
  return first ? <PageSkeleton /> : <NoPermission />;
}
