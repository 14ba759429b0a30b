'use client';

import { type BatchPartsFragment, type BatchRowPartsFragment, BatchRowsDocument } from '@yimen/schema/documents';
import { Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './batch.module.css';
import { SplitBatch, splitActionOf } from './split-batch';

const FILTERS = [
  'all',
  'duplicates',
  'displaced',
  'waiting',
  'ineligible',
  'refused',
  'declined',
  'needs_facts',
] as const;
const PAGE_SIZE = 50;

/** Every application with what becomes of it; duplicates and exceptions at one click, fifty to a page. */
export function BatchRows({ batch: shown }: { batch: BatchPartsFragment }) {
  const { id: batchId, status } = shown;
  const t = useTranslations('batches');
  const [filters, setFilters] = useUrlFilters(['rows', 'page'] as const);
  const filter = FILTERS.find((one) => one === filters.rows) ?? 'all';
  const [chosen, setChosen] = useState<string[]>([]);
  const action = splitActionOf(shown);
  const page = Math.max(1, Number(filters.page) || 1);
  const [query, reload] = useQuery({
    query: BatchRowsDocument,
    variables: { id: batchId, filter, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
  });
  // A batch is refused as a whole, and a department declines only after an adoption.
  const applies = (one: string) =>
    (one !== 'refused' || status === 'refused') && (one !== 'declined' || ['adopted', 'settled'].includes(status));
  return (
    <section className="paper" aria-labelledby="rows">
      <div className={styles.head}>
        <h2 id="rows">{t('rows')}</h2>
        <Radio.Group
          aria-label={t('filter')}
          optionType="button"
          className={styles.filters}
          value={filter}
          options={FILTERS.filter(applies).map((value) => ({ value, label: t(`filters.${value}`) }))}
          onChange={(event) => setFilters({ rows: event.target.value, page: undefined })}
        />
        <SplitBatch batch={shown} chosen={chosen} onDone={() => setChosen([])} />
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ batch }) =>
          !batch || batch.rowCount === 0 ? (
            <EmptyState title={t('noRows')} />
          ) : (
            <RowTable
              rows={batch.rows}
              total={batch.rowCount}
              page={page}
              loading={query.fetching}
              chosen={chosen}
              choosable={({ result }) => action === 'split' || (action === 'call_waiting' && result === 'waiting')}
              onChoose={action && setChosen}
              onPage={(next) => setFilters({ page: String(next) })}
            />
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
  chosen: string[];
  choosable: (row: BatchRowPartsFragment) => boolean;
  /** Absent where nobody can be chosen. */
  onChoose: ((ids: string[]) => void) | undefined;
}

function RowTable({ rows, total, page, loading, onPage, chosen, choosable, onChoose }: RowTableProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  return (
    <ListTable
      rowKey="applicationId"
      small
      loading={{ spinning: loading, delay: 300 }}
      rows={rows}
      rowSelection={
        onChoose && {
          selectedRowKeys: chosen,
          preserveSelectedRowKeys: true,
          hideSelectAll: true,
          onChange: (keys) => onChoose(keys.map(String)),
          getCheckboxProps: (row) => ({
            disabled: !choosable(row),
            'aria-label': t('choosePerson', { name: row.personName, program: b(row.program.name) }),
          }),
        }
      }
      pagination={{
        current: page,
        pageSize: PAGE_SIZE,
        total,
        showSizeChanger: false,
        showTotal: (count) => t('rowCount', { count }),
        onChange: onPage,
      }}
      columns={[
        {
          title: t('person'),
          render: (_, { personName, number }) => (
            <div>
              {personName}
              <div className="quiet">{number}</div>
            </div>
          ),
        },
        { title: t('village'), dataIndex: 'villageName' },
        {
          title: t('program'),
          render: (_, { program, department }) => (
            <div className={styles.program}>
              {b(program.name)}
              <div>
                <DepartmentName department={department} />
              </div>
            </div>
          ),
        },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        { title: t('appliedOn'), dataIndex: 'appliedOn' },
        { title: t('result'), render: (_, { result }) => <StatusTag kind="batchRow" status={result} /> },
        { title: t('whyResult'), render: (_, row) => <Why row={row} /> },
      ]}
    />
  );
}

function Why({ row }: { row: BatchRowPartsFragment }) {
  const b = useBilingual();
  const words = row.words && b(row.words);
  const open = row.outcome !== 'ELIGIBLE' && row.result !== 'ineligible';
  if (!words && !open) return null;
  return (
    <div className={styles.words}>
      {open && <StatusTag kind="outcome" status={row.outcome} />}
      {words}
    </div>
  );
}
