'use client';

import { factByCode, RELATIONS } from '@yimen/schema';
import { useTranslations } from 'next-intl';
import { useBilingual } from './bilingual';

/** The ways in which a request comes to the window. */
export const CHANNELS = factByCode('channel')?.options ?? [];

/** Words for the codes of the contract; an unknown code is shown as it is. */
export function useVocabulary() {
  const t = useTranslations('common.words');
  const b = useBilingual();
  const word = (group: string) => (code: string) => (t.has(`${group}.${code}`) ? t(`${group}.${code}`) : code);
  return {
    sex: word('sex'),
    form: word('form'),
    period: word('period'),
    amountKind: word('amountKind'),
    figureKind: word('figureKind'),
    channel: (code: string) => {
      const label = CHANNELS.find((option) => option.code === code);
      return label ? b(label) : code;
    },
    relation: (code: string) => {
      const label = (RELATIONS as Record<string, { zh: string; en: string }>)[code];
      return label ? b(label) : code;
    },
  };
}
