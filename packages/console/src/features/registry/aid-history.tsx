'use client';

import type { AidRecordPartsFragment } from '@yimen/schema/documents';
import { Table, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';

/** The ledger of aid: what every department already gave this household. */
export function AidHistory({ records }: { records: readonly AidRecordPartsFragment[] }) {
  const t = useTranslations('registry.aid');
  const b = useBilingual();
  const { period } = useVocabulary();
  if (records.length === 0) return <EmptyState title={t('empty')} />;
  return (
    <Table
      size="small"
      rowKey="id"
      scroll={{ x: 'max-content' }}
      pagination={records.length > 50 ? { pageSize: 50 } : false}
      dataSource={[...records]}
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
        { title: t('person'), dataIndex: 'personName' },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        {
          title: t('period'),
          render: (_, record) =>
            record.endedOn
              ? `${period(record.period)} · ${t('until', { date: record.endedOn })}`
              : period(record.period),
        },
        { title: t('source'), dataIndex: 'source' },
      ]}
    />
  );
}
