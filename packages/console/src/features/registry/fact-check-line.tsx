'use client';

import { FactCheckDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';

/** What the nightly check of all facts found; nothing for whom it does not concern. */
export function FactCheckLine() {
  const t = useTranslations('changes.check');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: FactCheckDocument });
  const check = data?.factCheck;
  if (!check) return null;
  const { checkedAt, facts, differences, misplaced, named } = check;
  const values = { day: formatDate(checkedAt), facts, differences, misplaced };
  if (differences + misplaced === 0) return <p className="quiet">{t('fine', values)}</p>;
  return (
    <section role="alert">
      <p className="late">{t('wrong', values)}</p>
      <ul>
        {named.map(({ householdCode, fact, kept, rebuilt }) => (
          <li key={`${householdCode} ${fact.zh}`}>
            {t('line', { code: householdCode ?? '—', fact: b(fact), kept: b(kept), rebuilt: b(rebuilt) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
