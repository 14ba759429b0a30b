'use client';

import { type BatchRowPartsFragment, BatchRowsDocument } from '@yimen/schema/documents';
import { Radio, Table } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './batch.module.css';

const FILTERS = ['all', 'duplicates', 'displaced', 'ineligible', 'needs_facts'] as const;
type Filter = (typeof FILTERS)[number];
const PAGE_SIZE = 50;

/** Every application with what becomes of it; duplicates and exceptions at one click, fifty to a page. */
export function BatchRows({ batchId }: { batchId: string }) {
  const t = useTranslations('batches');
  const [filter, setFilter] = useState<Filter>('all');
  const [page, setPage] = useState(1);
  const [query, reload] = useQuery({
    query: BatchRowsDocument,
    variables: { id: batchId, filter, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
  });
  return (
    <section className="paper" aria-labelledby="rows">
      <div className={styles.head}>
        <h2 id="rows">{t('rows')}</h2>
        <Radio.Group
          aria-label={t('filter')}
          optionType="button"
          className={styles.filters}
          value={filter}
          options={FILTERS.map((value) => ({ value, label: t(`filters.${value}`) }))}
          onChange={(event) => {
            setFilter(event.target.value);
            setPage(1);
          }}
        />
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ batch }) =>
          !batch || batch.rowCount === 0 ? (
            <EmptyState title={t('noRows')} />
          ) : (
            <RowTable rows={batch.rows} total={batch.rowCount} page={page} loading={query.fetching} onPage={setPage} />
          )
        }
      </QueryBoundary>
    </section>
  );
}

interface RowTableProps {
  rows: BatchRowPartsFragment[];
  total: number;
  page: number;
  loading: boolean;
  onPage: (page: number) => void;
}

function RowTable({ rows, total, page, loading, onPage }: RowTableProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <Table
      rowKey="applicationId"
      size="small"
      scroll={{ x: 'max-content' }}
      loading={{ spinning: loading, delay: 300 }}
      dataSource={rows}
      pagination={{
        current: page,
        pageSize: PAGE_SIZE,
        total,
        showSizeChanger: false,
        showTotal: (count) => t('rowCount', { count }),
        onChange: onPage,
      }}
      columns={[
        { title: t('person'), render: (_, { personName }) => personName },
        { title: t('village'), dataIndex: 'villageName' },
        { title: t('program'), render: (_, { program }) => b(program.name) },
        { title: t('department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        { title: t('appliedOn'), dataIndex: 'appliedOn' },
        { title: t('result'), render: (_, { result }) => <StatusTag kind="batchRow" status={result} /> },
        { title: t('whyResult'), render: (_, row) => <Why row={row} /> },
        { title: t('number'), dataIndex: 'number' },
      ]}
    />
  );
}

function Why({ row }: { row: BatchRowPartsFragment }) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <div className={styles.words}>
      {row.outcome !== 'ELIGIBLE' && <StatusTag kind="outcome" status={row.outcome} />}
      {row.words ? b(row.words) : row.result === 'kept' && row.duplicate ? t('highestKept') : ''}
    </div>
  );
}
