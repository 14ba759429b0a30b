'use client';

import { paymentBatchWorkflow } from '@yimen/schema';
import { DepartmentsDocument, PaymentBatchesDocument, type PaymentBatchHeadFragment } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, LinkButton, Page, StatusTag, useStatusLabel } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { MakeBatchDialog } from './make-batch-dialog';
import styles from './payment.module.css';
import { PaymentsToDecide } from './to-decide';

const STATUSES = Object.keys(paymentBatchWorkflow);
const MONTHS = 12;

export const PAYMENT_READERS = ['manager', 'member', 'chair', 'leader', 'finance'];

/** The payment batches that the reader may see. */
export function PaymentsPage() {
  return PAYMENT_READERS.includes(useViewer().staff.role) ? <Batches /> : <NoPermission />;
}

function Batches() {
  const t = useTranslations('payments');
  const [filters, setFilters] = useUrlFilters(['department', 'status', 'month', 'after'] as const);
  const [query, reload] = useQuery({ query: PaymentBatchesDocument, variables: filters });
  const [making, setMaking] = useState(false);
  const page = query.data?.paymentBatches;
  return (
    <Page
      title={t('title')}
      extra={
        page && (
          <>
            <LinkButton href="/payments/recalculations">{t('recalculations')}</LinkButton>
            <ActionButton
              type="primary"
              action="make"
              allowedActions={page.allowedActions}
              onClick={() => setMaking(true)}
            >
              {t('make')}
            </ActionButton>
          </>
        )
      }
    >
      <p className="quiet">{t('lead')}</p>
      <PaymentsToDecide />
      <Filters filters={filters} onChange={setFilters} />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ paymentBatches: { nodes, nextCursor, untaken } }) => (
          <div className="stack">
            {nodes.length === 0 ? (
              <EmptyState title={t('none')} hint={t('noneHint')} />
            ) : (
              <BatchesTable batches={nodes} />
            )}
            <div className="row">
              {filters.after && <Button onClick={() => setFilters({ after: undefined })}>{t('firstPage')}</Button>}
              {nextCursor && <Button onClick={() => setFilters({ after: nextCursor })}>{t('nextPage')}</Button>}
            </div>
            {making && <MakeBatchDialog untaken={untaken} onClose={() => setMaking(false)} />}
          </div>
        )}
      </QueryBoundary>
    </Page>
  );
}

type Filter = 'department' | 'status' | 'month';

function Filters({
  filters,
  onChange,
}: {
  filters: Partial<Record<Filter, string>>;
  onChange: (patch: Partial<Record<Filter, string | undefined>>) => void;
}) {
  const t = useTranslations('payments');
  const b = useBilingual();
  const label = useStatusLabel();
  const { staff, today } = useViewer();
  const ofAll = staff.role !== 'manager' && staff.role !== 'member';
  const [county] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first', pause: !ofAll });
  const options: Record<Filter, { value: string; label: string }[]> = {
    department: (county.data?.departments ?? []).map(({ code, name }) => ({ value: code, label: b(name) })),
    status: STATUSES.map((value) => ({ value, label: label('paymentBatch', value) })),
    month: latestMonths(today).map((value) => ({ value, label: value })),
  };
  const names: Filter[] = ofAll ? ['department', 'status', 'month'] : ['status', 'month'];
  return (
    <search className={`row ${styles.filters}`}>
      {names.map((name) => (
        <Select
          key={name}
          className={styles.choice}
          aria-label={t(`filter.${name}`)}
          placeholder={t(`filter.${name}`)}
          allowClear
          value={filters[name]}
          options={options[name]}
          onChange={(value?: string) => onChange({ [name]: value })}
        />
      ))}
    </search>
  );
}

/** The months, YYYY-MM, that one looks at or pays: the next one, and the eleven before it. */
export function latestMonths(today: string): string[] {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return Array.from({ length: MONTHS }, (_none, back) => {
    const number = year * 12 + month - back;
    return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}

export function BatchesTable({ batches }: { batches: readonly PaymentBatchHeadFragment[] }) {
  const t = useTranslations('payments');
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={batches}
      columns={[
        { title: t('number'), render: (_, { id, number }) => <Link href={`/payments/${id}`}>{number}</Link> },
        { title: t('filter.department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('filter.month'), render: (_, { month, kind }) => `${month.slice(0, 7)} · ${t(`kinds.${kind}`)}` },
        { title: t('filter.status'), render: (_, { status }) => <StatusTag kind="paymentBatch" status={status} /> },
        { title: t('lines'), align: 'right', render: (_, { totals }) => totals.lines },
        { title: t('amount'), align: 'right', render: (_, { totals }) => <Money fen={totals.fen} /> },
        { title: t('paid'), align: 'right', render: (_, { totals }) => <Money fen={totals.paidFen} /> },
        { title: t('returned'), align: 'right', render: (_, { totals }) => totals.returned || '—' },
        { title: t('out'), align: 'right', render: (_, { totals }) => totals.problems || '—' },
        { title: t('madeBy'), render: (_, { madeBy, madeAt }) => `${madeBy} ${formatDate(madeAt)}` },
      ]}
    />
  );
}
