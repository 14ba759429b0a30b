'use client';

import { REGISTER_LEVELS } from '@yimen/schema';
import { FundingDocument, FundingEntriesDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { Money } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { BudgetLines } from './budget-lines';
import { DIMENSIONS, isOfLines, yearOf } from './columns';
import { EntriesTable } from './entries-table';
import { EntryFilters } from './entry-filters';
import styles from './funding.module.css';
import { useMayReadFunding } from './funding-page';

const FILTERS = ['year', ...DIMENSIONS, 'state', 'kind', 'person', 'after'] as const;

/** The list behind a number; its sum is that number. */
export function EntriesPage() {
  const t = useTranslations('funding');
  const { today } = useViewer();
  const mayRead = useMayReadFunding();
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const { year: yearText, after, month, ...rest } = filters;
  const year = yearOf(yearText, today);
  const [query, reload] = useQuery({
    query: FundingEntriesDocument,
    variables: { filter: { ...rest, year, month: month ? Number(month) : undefined }, first: 50, after },
    pause: !mayRead || isOfLines(rest.state),
  });
  const [summary] = useQuery({
    query: FundingDocument,
    variables: { year },
    pause: !mayRead,
    requestPolicy: 'cache-first',
  });
  const b = useBilingual();
  const kindName = (key: string) =>
    Object.hasOwn(REGISTER_LEVELS, key)
      ? b(REGISTER_LEVELS[key as keyof typeof REGISTER_LEVELS])
      : t(`kinds.${key === 'none' ? 'none' : 'unassigned'}`);
  const clear = () =>
    setFilters(Object.fromEntries([...DIMENSIONS, 'state', 'kind', 'person'].map((name) => [name, undefined])));

  return (
    <Page
      title={t('entriesTitle')}
      breadcrumb={[{ title: t('title'), href: `/funding?year=${year}` }, { title: t('entriesTitle') }]}
      extra={
        mayRead && filters.state === 'paid' && <LinkButton href={batchesOf(filters, year)}>{t('toBatches')}</LinkButton>
      }
    >
      {mayRead ? (
        <>
          <EntryFilters summary={summary.data?.fundingSummary} year={year} filters={filters} onChange={setFilters} />
          {filters.kind && (
            <p className="row quiet">
              {t('ofKind', { kind: kindName(filters.kind) })}
              <Button size="small" onClick={() => setFilters({ kind: undefined })}>
                {t('allKinds')}
              </Button>
            </p>
          )}
          {filters.person && (
            <p className="row quiet">
              {t('ofPerson')}
              <Button size="small" onClick={() => setFilters({ person: undefined })}>
                {t('allPeople')}
              </Button>
            </p>
          )}
          {isOfLines(rest.state) ? (
            <BudgetLines summary={summary.data?.fundingSummary} year={year} filters={rest} column={rest.state} />
          ) : (
            <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
              {({ fundingEntries: { nodes, total, totalFen, nextCursor } }) =>
                nodes.length === 0 ? (
                  <EmptyState title={t('noEntries')} hint={t('noEntriesHint')}>
                    <Button onClick={clear}>{t('clear')}</Button>
                  </EmptyState>
                ) : (
                  <div className="stack" aria-busy={query.fetching || query.stale}>
                    <p className={styles.total}>
                      {t.rich('total', {
                        count: total,
                        sum: () => (
                          <strong data-testid="entries-totalFen" data-fen={totalFen}>
                            <Money fen={totalFen} />
                          </strong>
                        ),
                      })}
                    </p>
                    <EntriesTable entries={nodes} />
                    <CursorPager
                      total={total}
                      after={after}
                      nextCursor={nextCursor}
                      onGo={(cursor) => setFilters({ after: cursor })}
                    />
                  </div>
                )
              }
            </QueryBoundary>
          )}
        </>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

/** The batches in which money was paid. */
function batchesOf({ department, month }: Partial<Record<string, string>>, year: number): string {
  const params = new URLSearchParams({
    ...(department && { department }),
    ...(month && { month: `${year}-${month.padStart(2, '0')}` }),
  });
  return `/payments?${params}`;
}
