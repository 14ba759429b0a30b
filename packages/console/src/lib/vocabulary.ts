'use client';

import { RELATIONS } from '@yimen/schema';
import { useTranslations } from 'next-intl';
import { useBilingual } from './bilingual';

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
    channel: word('channel'),
    eventKind: word('eventKind'),
    relation: (code: string) => {
      const label = (RELATIONS as Record<string, { zh: string; en: string }>)[code];
      return label ? b(label) : code;
    },
  };
}
