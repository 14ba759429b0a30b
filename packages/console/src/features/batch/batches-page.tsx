'use client';

import { batchWorkflow } from '@yimen/schema';
import { BatchesDocument, type BatchesQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page, StatusTag, useStatusLabel } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import styles from './batch.module.css';

const CONTEXT = { additionalTypenames: ['Batch'] };

export function BatchesPage() {
  const t = useTranslations('batches');
  const statusLabel = useStatusLabel();
  const { staff, places } = useViewer();
  const mayRead = places.includes('batches');
  const [{ status }, setFilters] = useUrlFilters(['status'] as const);
  const [query, reload] = useQuery({ query: BatchesDocument, context: CONTEXT, pause: !mayRead });
  const create = staff.role === 'chair' && (
    <LinkButton type="primary" href="/batches/new">
      {t('create')}
    </LinkButton>
  );
  if (!mayRead) return <NoPermission />;
  return (
    <Page title={t('batches')} extra={create}>
      <search className="row">
        <Select
          className={styles.status}
          aria-label={t('status')}
          placeholder={t('allStatuses')}
          allowClear
          value={status}
          options={Object.keys(batchWorkflow).map((value) => ({ value, label: statusLabel('batch', value) }))}
          onChange={(next?: string) => setFilters({ status: next })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ batches }) => {
          const shown = batches.filter((batch) => !status || batch.status === status);
          if (shown.length > 0) return <BatchList batches={shown} />;
          if (batches.length > 0) return <EmptyState title={t('noneOfStatus')} />;
          return <EmptyState title={t('none')} hint={t(create ? 'noneHintChair' : 'noneHint')} />;
        }}
      </QueryBoundary>
    </Page>
  );
}

function BatchList({ batches }: { batches: BatchesQuery['batches'] }) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <ListTable
      rowKey="id"
      rows={batches}
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
