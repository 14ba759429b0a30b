'use client';

import { FINDING_KINDS } from '@yimen/schema';
import { ScreeningFindingsDocument, ScreeningRunDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { FindingFilters } from './finding-filters';
import { FindingsTable } from './findings-table';
import { workbookHref } from './hrefs';
import { useScreeningState } from './run-now';

export const FILTERS = ['run', 'kind', 'program', 'fact', 'township', 'village', 'change', 'reach', 'after'] as const;
const NARROWING = ['program', 'fact', 'township', 'village', 'change', 'reach'] as const;
const PAGE = 50;
const nothing = () => undefined;

/** Who was found; its length is the number it was opened from. */
export function FindingsPage() {
  const t = useTranslations('screening');
  const locale = useLocale();
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const { after, kind: chosen, ...narrowing } = filters;
  const kind = chosen && chosen in FINDING_KINDS ? (chosen as keyof typeof FINDING_KINDS) : 'ENTITLED_WITHOUT';
  const { mayList } = useScreeningState(nothing);
  const [latest] = useQuery({ query: ScreeningRunDocument, variables: { id: filters.run } });
  const run = latest.data?.screeningRun;
  const filter = { ...narrowing, kind, run: run?.id ?? '' };
  const [query, reload] = useQuery({
    query: ScreeningFindingsDocument,
    variables: { filter, first: PAGE, after },
    pause: !run,
  });
  const clear = () => setFilters(Object.fromEntries(NARROWING.map((name) => [name, undefined])));
  const overview = `/screening?kind=${kind}${filters.run ? `&run=${filters.run}` : ''}`;
  return (
    <Page
      title={b(FINDING_KINDS[kind])}
      breadcrumb={[{ title: t('title'), href: overview }, { title: t('list') }]}
      extra={
        mayList &&
        run && (
          <Button href={workbookHref(filter, locale)} download>
            {t('export')}
          </Button>
        )
      }
    >
      <QueryBoundary query={latest}>
        {() => {
          if (!run) return <EmptyState title={t('noRun')} hint={t('noRunHint')} />;
          return (
            <>
              <p className="quiet">
                {t('asOf', { at: formatDateTime(run.snapshotAt) })} {t(`explain.${kind}`)}
              </p>
              <FindingFilters kind={kind} run={run} filters={filters} onChange={setFilters} />
              {query.error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'NOT_ALLOWED') ? (
                <NoPermission />
              ) : (
                <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
                  {({ screeningFindings: { nodes, total, nextCursor } }) =>
                    nodes.length === 0 ? (
                      <EmptyState title={t(run.hasLists ? 'noFindings' : 'listsGone')} hint={t('noFindingsHint')}>
                        <Button onClick={clear}>{t('clear')}</Button>
                      </EmptyState>
                    ) : (
                      <div className="stack" aria-busy={query.fetching || query.stale}>
                        <FindingsTable kind={kind} findings={nodes} />
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
          );
        }}
      </QueryBoundary>
    </Page>
  );
}
