'use client';

import type { AidRecordPartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import { useVocabulary } from '@/lib/vocabulary';
import { EndAidDialog } from './end-aid-dialog';

/** The ledger of aid: what every department already gave this household. */
export function AidHistory({ records }: { records: readonly AidRecordPartsFragment[] }) {
  const t = useTranslations('registry.aid');
  const b = useBilingual();
  const { period } = useVocabulary();
  const [ending, setEnding] = useState<AidRecordPartsFragment>();
  if (records.length === 0) return <p className="quiet">{t('empty')}</p>;
  const mayEnd = records.some(({ allowedActions }) => allowedActions.length > 0);
  return (
    <>
      <ListTable
        small
        rowKey={({ id }) => id}
        rows={records}
        columns={[
          { title: t('grantedOn'), render: (_, { grantedOn }) => formatDate(grantedOn) },
          { title: t('department'), render: (_, { department }) => <DepartmentName department={department} /> },
          {
            title: t('program'),
            render: (_, { program, planOnly }) => (
              <>
                <Link href={`/programs/${program.code}`}>{b(program.name)}</Link>{' '}
                {planOnly && <Tag>{t('planOnly')}</Tag>}
              </>
            ),
          },
          { title: t('person'), render: (_, { personName }) => personName },
          { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
          {
            title: t('period'),
            render: (_, { period: code, endedOn: date, endReason: reason }) => {
              if (!date) return period(code);
              return `${period(code)} · ${reason ? t('untilWhy', { date, reason }) : t('until', { date })}`;
            },
          },
          { title: t('source'), render: (_, { source }) => source },
          ...(mayEnd
            ? [
                {
                  title: t('actions'),
                  render: (_: unknown, record: AidRecordPartsFragment) => (
                    <ActionButton
                      size="small"
                      action="end"
                      allowedActions={record.allowedActions}
                      aria-label={t('endOf', { name: record.personName, program: b(record.program.name) })}
                      onClick={() => setEnding(record)}
                    >
                      {t('end')}
                    </ActionButton>
                  ),
                },
              ]
            : []),
        ]}
      />
      {ending && <EndAidDialog record={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
