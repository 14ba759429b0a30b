'use client';

import { useLocale } from 'next-intl';
import { useCallback } from 'react';

export interface BilingualText {
  zh: string;
  en: string;
}

/** Picks the reader's language of a text that comes in both. */
export function useBilingual(): (text: BilingualText) => string {
  const locale = useLocale();
  return useCallback((text) => (locale === 'en' ? text.en : text.zh), [locale]);
}
