'use client';

import { FINDING_KINDS } from '@yimen/schema';
import { ScreeningRunsDocument, type ScreeningRunsQuery } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';

type Run = ScreeningRunsQuery['screeningRuns'][number];
const KINDS = Object.entries(FINDING_KINDS);

/** How many each run found, the newest first, and how that went over time. */
export function HistoryPage() {
  const t = useTranslations('screening');
  const [query, reload] = useQuery({ query: ScreeningRunsDocument });
  return (
    <Page
      title={t('historyTitle')}
      breadcrumb={[{ title: t('title'), href: '/screening' }, { title: t('historyTitle') }]}
    >
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ screeningRuns }) =>
          screeningRuns.length === 0 ? (
            <EmptyState title={t('noRun')} hint={t('noRunHint')} />
          ) : (
            <>
              {screeningRuns.length > 1 && <Course runs={screeningRuns} />}
              <RunsTable runs={screeningRuns} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

const findingsOf = (run: Run, kind: string) => run.counts.find((count) => count.kind === kind);

function Course({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const option = useMemo(() => {
    const inOrder = [...runs].reverse();
    return {
      tooltip: { trigger: 'axis', confine: true },
      legend: { top: 0, type: 'scroll' },
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: inOrder.map(({ completedAt }) => formatDateTime(completedAt)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: KINDS.map(([kind, label]) => ({
        name: b(label),
        type: 'line',
        data: inOrder.map((run) => findingsOf(run, kind)?.findings ?? 0),
      })),
    };
  }, [runs, b]);
  return (
    <section className="paper">
      <Chart option={option} height={280} ariaLabel={t('courseLabel')} />
    </section>
  );
}

function RunsTable({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={runs}
      columns={[
        {
          title: t('screenedAt'),
          render: (_, { id, completedAt, requestedBy }) => (
            <>
              <Link href={`/screening?run=${id}`}>{formatDateTime(completedAt)}</Link>
              <div className="quiet">{requestedBy ?? t('nightly')}</div>
            </>
          ),
        },
        { title: t('people'), align: 'right', render: (_, { people }) => number.format(people) },
        ...KINDS.map(([kind, label]) => ({
          title: b(label),
          align: 'right' as const,
          render: (_: unknown, run: Run) => {
            const count = findingsOf(run, kind);
            return (
              <>
                {number.format(count?.findings ?? 0)}
                {run.previousId && count && (count.fresh > 0 || count.gone > 0) && (
                  <div className="quiet">{t('plusMinus', { fresh: count.fresh, gone: count.gone })}</div>
                )}
              </>
            );
          },
        })),
      ]}
    />
  );
}
