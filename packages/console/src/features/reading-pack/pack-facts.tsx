'use client';

import { isUsual } from '@yimen/schema';
import type { FactPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { StatusTag } from '@/lib/page';
import { restOfUnit } from '../registry/fact-list';

/** What is known and calls for attention, each value with its source written out, so that it prints. */
export function PackFacts({ facts }: { facts: readonly FactPartsFragment[] }) {
  const t = useTranslations('readingPack');
  const b = useBilingual();
  const telling = facts.filter(
    ({ state, code, value }) => state !== 'unknown' && (state === 'conflict' || !isUsual(code, value)),
  );
  if (telling.length === 0) return <p className="quiet">{t('noFacts')}</p>;
  return (
    <ListTable
      small
      rowKey={({ code, personId }) => `${code} ${personId}`}
      rows={telling}
      pagination={false}
      columns={[
        { title: t('fact'), render: (_, { name }) => b(name) },
        {
          title: t('value'),
          render: (_, { text, unit }) => `${b(text)} ${unit ? restOfUnit(b(unit), b(text)) : ''}`,
        },
        { title: t('state'), render: (_, { state }) => <StatusTag kind="fact" status={state} /> },
        {
          title: t('source'),
          render: (_, { source, observedOn, recordedBy }) =>
            [source, observedOn && formatDate(observedOn), recordedBy].filter(Boolean).join(' · '),
        },
      ]}
    />
  );
}
