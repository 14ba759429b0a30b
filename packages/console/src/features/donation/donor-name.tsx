'use client';

import { useTranslations } from 'next-intl';

/** Who gave, as far as one may know. */
export function useDonorName(): (donation: { source?: string; donor: string | null }) => string {
  const t = useTranslations('donations');
  return ({ source, donor }) => donor ?? t(source === undefined || source === 'anonymous' ? 'anonymous' : 'notTold');
}
