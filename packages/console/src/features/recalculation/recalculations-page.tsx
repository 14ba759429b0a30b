'use client';

import {
  type RecalculationHeadFragment,
  RecalculationsDocument,
  type RecalculationsQuery,
} from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PAYMENT_READERS } from '@/features/payment/payments-page';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { Page, StatusTag } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { MakeRecalculationDialog } from './make-recalculation-dialog';

export type Programs = RecalculationsQuery['recalculations']['programs'];

/** Recalculations of running aid that the reader may see; of one program where its page led here. */
export function RecalculationsPage() {
  return PAYMENT_READERS.includes(useViewer().staff.role) ? <Recalculations /> : <NoPermission />;
}

function Recalculations() {
  const t = useTranslations('recalculation');
  const payments = useTranslations('payments');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['program', 'after'] as const);
  const [query, reload] = useQuery({ query: RecalculationsDocument, variables: filters });
  const [making, setMaking] = useState(false);
  const programs = query.data?.recalculations.programs ?? [];
  const program = programs.find(({ code }) => code === filters.program);
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: payments('title'), href: '/payments' }, { title: t('title') }]}
      extra={
        programs.length > 0 && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('make')}
          </Button>
        )
      }
    >
      <p className="quiet">{t('lead')}</p>
      {filters.program && (
        <p className="row">
          {program && t('ofProgram', { program: b(program.name) })}
          <Button size="small" onClick={() => setFilters({ program: undefined })}>
            {t('all')}
          </Button>
        </p>
      )}
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ recalculations: { nodes, nextCursor } }) => (
          <div className="stack">
            {nodes.length === 0 ? (
              <EmptyState title={t('none')} hint={t(programs.length > 0 ? 'noneHint' : 'noneElsewhere')} />
            ) : (
              <RecalculationsTable rows={nodes} />
            )}
            <div className="row">
              {filters.after && (
                <Button onClick={() => setFilters({ after: undefined })}>{payments('firstPage')}</Button>
              )}
              {nextCursor && <Button onClick={() => setFilters({ after: nextCursor })}>{payments('nextPage')}</Button>}
            </div>
          </div>
        )}
      </QueryBoundary>
      {making && (
        <MakeRecalculationDialog programs={programs} program={program?.code} onClose={() => setMaking(false)} />
      )}
    </Page>
  );
}

function RecalculationsTable({ rows }: { rows: readonly RecalculationHeadFragment[] }) {
  const t = useTranslations('recalculation');
  const b = useBilingual();
  const of = ({ sums }: RecalculationHeadFragment, kind: string) => sums.find((sum) => sum.kind === kind);
  const lower = (row: RecalculationHeadFragment) => (of(row, 'less')?.rows ?? 0) + (of(row, 'ends')?.rows ?? 0);
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        {
          title: t('program'),
          render: (_, { id, program }) => <Link href={`/payments/recalculations/${id}`}>{b(program.name)}</Link>,
        },
        { title: t('department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('from'), render: (_, { fromMonth }) => fromMonth.slice(0, 7) },
        { title: t('cause'), render: (_, { cause }) => t(`causes.${cause}`) },
        { title: t('state'), render: (_, { status }) => <StatusTag kind="recalculation" status={status} /> },
        { title: t('kinds.more'), align: 'right', render: (_, row) => of(row, 'more')?.rows || '—' },
        { title: t('aMonth'), align: 'right', render: (_, row) => <Money fen={of(row, 'more')?.monthFen ?? 0} /> },
        { title: t('toLookAt'), align: 'right', render: (_, row) => lower(row) || '—' },
        { title: t('madeBy'), render: (_, { madeBy, madeAt }) => `${madeBy} ${formatDate(madeAt)}` },
      ]}
    />
  );
}
