'use client';

import { DepartmentsDocument, RecoveriesDocument, type RecoveryRowFragment } from '@yimen/schema/documents';
import { Input, Segmented, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import styles from './recovery.module.css';
import { RecoveryState } from './recovery-state';

const STATES = ['open', 'late', 'waived', 'settled'] as const;

/** What was paid too much and comes back, as far as the reader may see it. */
export function RecoveriesPage() {
  const t = useTranslations('recovery');
  const b = useBilingual();
  const { staff } = useViewer();
  const ofAll = staff.role !== 'manager' && staff.role !== 'member';
  const [filters, setFilters] = useUrlFilters(['state', 'department', 'search', 'after'] as const);
  const { after, ...rest } = filters;
  const state = filters.state ?? 'open';
  const variables = { filter: { ...rest, state }, after };
  const [query, reload] = useQuery({ query: RecoveriesDocument, variables });
  const [county] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first', pause: !ofAll });
  return (
    <Page title={t('title')}>
      <p className="quiet">{t('lead')}</p>
      <search className={styles.filters}>
        <Segmented
          aria-label={t('filter.state')}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
          onChange={(value) => setFilters({ state: value === 'open' ? undefined : value })}
        />
        {ofAll && (
          <Select
            className={styles.choice}
            aria-label={t('filter.department')}
            placeholder={t('filter.department')}
            allowClear
            value={filters.department}
            options={(county.data?.departments ?? []).map(({ code, name }) => ({ value: code, label: b(name) }))}
            onChange={(department?: string) => setFilters({ department })}
          />
        )}
        <Input.Search
          className={styles.search}
          aria-label={t('filter.search')}
          placeholder={t('filter.search')}
          allowClear
          defaultValue={filters.search}
          onSearch={(search) => setFilters({ search })}
        />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ recoveries }) =>
          recoveries.nodes.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <div className="stack">
              <p>
                {t.rich('totals', {
                  count: recoveries.total,
                  amount: () => <Money fen={recoveries.amountFen} />,
                  left: () => <Money fen={recoveries.leftFen} />,
                })}
              </p>
              <RecoveriesTable rows={recoveries.nodes} />
              <CursorPager {...recoveries} after={after} onGo={(next) => setFilters({ after: next })} />
            </div>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

export function RecoveriesTable({ rows }: { rows: readonly RecoveryRowFragment[] }) {
  const t = useTranslations('recovery');
  const b = useBilingual();
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        { title: t('number'), render: (_, { id, number }) => <Link href={`/recoveries/${id}`}>{number}</Link> },
        {
          title: t('debtor'),
          render: (_, { debtorName }) => debtorName ?? <span className="quiet">{t('hidden')}</span>,
        },
        { title: t('program'), render: (_, { program }) => b(program.name) },
        { title: t('filter.department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('left'), align: 'right', render: (_, { leftFen }) => <Money fen={leftFen} /> },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        { title: t('state'), render: (_, row) => <RecoveryState recovery={row} /> },
        { title: t('owner'), render: (_, { owner }) => owner ?? '—' },
        { title: t('decidedOn'), render: (_, { decidedOn }) => formatDate(decidedOn) },
      ]}
    />
  );
}
