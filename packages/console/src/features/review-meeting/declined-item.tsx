'use client';

import type { DeclinedItemPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';

/** What a declined item is about, in one line. */
export function useDeclinedTitle(): (declined: DeclinedItemPartsFragment) => string {
  const t = useTranslations('meetings');
  const b = useBilingual();
  return ({ case: { beneficiary, number }, program }) =>
    t('declinedTitle', { name: beneficiary.name, number, program: b(program.name) });
}

/** Both sides' words: why the department declined, and what the members had said when they adopted it. */
export function DeclinedWords({ declined }: { declined: DeclinedItemPartsFragment }) {
  const t = useTranslations('meetings');
  const { department, reason, decidedBy, decidedAt, amountFen, words, case: file } = declined;
  return (
    <div data-testid="declined">
      <div className="row">
        <DepartmentName department={department} />
        {amountFen !== null && <Money fen={amountFen} />}
        <Link href={`/cases/${file.id}`}>{t('dossier')}</Link>
      </div>
      <div>{t('declinedBy', { name: decidedBy, at: formatDateTime(decidedAt), reason })}</div>
      {words.map(({ name, stance, text }) => (
        <div key={`${name} ${text}`} className="quiet">
          {t('opinionOf', { name, stance: t(`stances.${stance as 'support'}`), text })}
        </div>
      ))}
    </div>
  );
}
