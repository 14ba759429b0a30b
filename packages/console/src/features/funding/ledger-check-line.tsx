'use client';

import { LedgerCheckDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';

/** What the nightly check of the ledger found; nothing for whom it does not concern. */
export function LedgerCheckLine() {
  const t = useTranslations('funding.check');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: LedgerCheckDocument });
  const check = data?.ledgerCheck;
  if (!check) return null;
  const { checkedAt, lines, ...counts } = check;
  const values = { day: formatDate(checkedAt), ...counts };
  if (counts.broken + counts.unbalanced + counts.unlinked === 0) return <p className="quiet">{t('fine', values)}</p>;
  return (
    <section role="alert">
      <p className="late">{t('wrong', values)}</p>
      <ul>
        {lines.map(({ year, label }) => (
          <li key={`${year} ${label.zh}`}>{t('line', { year: String(year), label: b(label) })}</li>
        ))}
      </ul>
    </section>
  );
}
