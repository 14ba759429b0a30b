'use client';

import { OFF_REGISTER, REGISTER_LEVELS, type RegisterLevel } from '@yimen/schema';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

export const LEVELS = Object.keys(REGISTER_LEVELS) as RegisterLevel[];

/** One colour a level, the same in every chart. */
export const LEVEL_COLORS: Record<string, string> = {
  tekun: '#7a3e1d',
  dibao: '#b5651d',
  edge: '#1f6f6b',
  rigid_expense: '#5b7fa3',
  unstable_out_of_poverty: '#8a6bb1',
  marginal_at_risk: '#a8a15a',
  sudden_severe: '#6f7d8c',
  [OFF_REGISTER]: '#cdc5b4',
};

/** The name of a level; of no level, that one comes to the register or leaves it. */
export function useLevelName(): (level: string, side?: 'from' | 'to') => string {
  const t = useTranslations('register');
  const b = useBilingual();
  return (level, side = 'to') =>
    level === OFF_REGISTER ? t(side === 'from' ? 'newly' : 'left') : b(REGISTER_LEVELS[level as RegisterLevel]);
}
