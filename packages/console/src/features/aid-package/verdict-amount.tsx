'use client';

import type { VerdictPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { useVocabulary } from '@/lib/vocabulary';

type Amount = Pick<VerdictPartsFragment['amount'], 'kind' | 'fen' | 'minFen' | 'maxFen' | 'unit'>;

/** What a program would give: its amount, its band, or in words that it is a service. */
export function VerdictAmount({ amount }: { amount: Amount }) {
  const t = useTranslations('composer');
  const b = useBilingual();
  const { amountKind } = useVocabulary();
  const { fen, minFen, maxFen, unit } = amount;
  const perUnit = b(unit).replace(/^(元|yuan\s*)/, '');
  if (minFen !== null && maxFen !== null && minFen !== maxFen) {
    return (
      <span>
        <Money fen={minFen} />–<Money fen={maxFen} />
        {perUnit && ' '}
        {perUnit}
      </span>
    );
  }
  if (fen !== null) {
    return (
      <span>
        <Money fen={fen} />
        {perUnit && ' '}
        {perUnit}
      </span>
    );
  }
  if (maxFen !== null) {
    return (
      <span>
        {t('upTo')} <Money fen={maxFen} />
        {perUnit && ' '}
        {perUnit}
      </span>
    );
  }
  return <span>{amountKind(amount.kind)}</span>;
}
