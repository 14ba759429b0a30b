'use client';

import { BatchesDocument, type BatchesQuery } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { Page, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';

const CONTEXT = { additionalTypenames: ['Batch'] };

export function BatchesPage() {
  const t = useTranslations('batches');
  const [query, reload] = useQuery({ query: BatchesDocument, context: CONTEXT });
  return (
    <Page title={t('batches')}>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ batches }) =>
          batches.length === 0 ? <EmptyState title={t('none')} hint={t('noneHint')} /> : <BatchList batches={batches} />
        }
      </QueryBoundary>
    </Page>
  );
}

function BatchList({ batches }: { batches: BatchesQuery['batches'] }) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <Table
      rowKey="id"
      size="middle"
      scroll={{ x: 'max-content' }}
      pagination={false}
      dataSource={batches}
      columns={[
        { title: t('title'), render: (_, { id, title }) => <Link href={`/batches/${id}`}>{title}</Link> },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="batch" status={status} /> },
        { title: t('group'), render: (_, { group }) => b(group) },
        { title: t('applications'), dataIndex: 'applications', align: 'right' },
        { title: t('duplicatePersons'), dataIndex: 'duplicatePersons', align: 'right' },
        { title: t('paidPersons'), dataIndex: 'paidPersons', align: 'right' },
        { title: t('paid'), align: 'right', render: (_, { paidFen }) => <Money fen={paidFen} /> },
        { title: t('freedPlaces'), dataIndex: 'freedPlaces', align: 'right' },
        { title: t('decisionDate'), dataIndex: 'decisionDate' },
        { title: t('number'), dataIndex: 'number' },
      ]}
    />
  );
}
