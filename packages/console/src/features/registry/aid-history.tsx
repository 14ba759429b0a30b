'use client';

import type { AidRecordPartsFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { useVocabulary } from '@/lib/vocabulary';

/** The ledger of aid: what every department already gave this household. */
export function AidHistory({ records }: { records: readonly AidRecordPartsFragment[] }) {
  const t = useTranslations('registry.aid');
  const b = useBilingual();
  const { period } = useVocabulary();
  if (records.length === 0) return <p className="quiet">{t('empty')}</p>;
  return (
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
              <Link href={`/programs/${program.code}`}>{b(program.name)}</Link> {planOnly && <Tag>{t('planOnly')}</Tag>}
            </>
          ),
        },
        { title: t('person'), render: (_, { personName }) => personName },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        {
          title: t('period'),
          render: (_, record) =>
            record.endedOn
              ? `${period(record.period)} · ${t('until', { date: record.endedOn })}`
              : period(record.period),
        },
        { title: t('source'), render: (_, { source }) => source },
      ]}
    />
  );
}
