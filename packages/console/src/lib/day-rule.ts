'use client';

import { useTranslations } from 'next-intl';

interface DayRule {
  validator: (rule: unknown, day?: string) => Promise<void>;
}

/** For a field of a day, YYYY-MM-DD: its year is no slip of the hand, and it is no later than `latest`. */
export function useDayRule(latest?: string): DayRule {
  const t = useTranslations('common.day');
  return {
    validator: async (_, day) => {
      if (!day) return;
      if (day < '1900' || day >= '2101') throw new Error(t('year'));
      if (latest && day > latest) throw new Error(t('future', { latest }));
    },
  };
}
