'use client';

import { useLocale } from 'next-intl';
import { formatYuan } from '@/lib/money';

/** A difference of integer fen with its sign. */
export function MoneyDifference({ fen }: { fen: number }) {
  const locale = useLocale();
  return (
    <span className="money" data-fen={fen}>
      {fen > 0 ? '+' : ''}
      {formatYuan(fen, locale)}
    </span>
  );
}

/** A difference of counts with its sign. */
export function CountDifference({ count }: { count: number }) {
  const locale = useLocale();
  return <span className="money">{`${count > 0 ? '+' : ''}${count.toLocaleString(locale)}`}</span>;
}
