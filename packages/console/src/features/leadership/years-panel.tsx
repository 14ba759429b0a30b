'use client';

import type { YearPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Link } from '@/i18n/navigation';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { formatRound, formatYuan, RoundMoney } from '@/lib/money';
import { Panel } from './panel';

/** From the chosen year back; the chosen one is the darkest. */
const COLORS = ['#1f6f6b', '#d8a948', '#a9b4c2', '#b79f7a', '#d9d2c3'];

/** Months and years beside each other, as a chart and as a table. */
export function YearsPanel({ years, drills }: { years: readonly YearPartsFragment[]; drills?: boolean }) {
  const t = useTranslations('leadership.years');
  const locale = useLocale();
  const drawn = useMemo(() => years.filter(({ spentFen }) => spentFen > 0), [years]);
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (fen: number) => formatYuan(fen, locale) },
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: Array.from({ length: 12 }, (_, index) => t('month', { month: index + 1 })) },
      yAxis: { type: 'value', axisLabel: { formatter: (fen: number) => formatRound(fen, locale) } },
      series: drawn.map(({ year, monthsFen }, index) => ({
        name: String(year),
        type: 'line',
        color: COLORS[index],
        data: monthsFen,
      })),
    }),
    [drawn, t, locale],
  );
  const [now, before] = years;
  const change = now && before && before.spentFen > 0 ? now.spentFen - before.spentFen : null;
  const answer =
    change === null
      ? t('noneBefore')
      : t.rich(change < 0 ? 'less' : 'more', { sum: () => <RoundMoney fen={Math.abs(change)} /> });
  return (
    <Panel title={t('title')} answer={answer} note={t('note')} folds>
      <ListTable<YearPartsFragment>
        rowKey="year"
        small
        rows={years}
        columns={[
          {
            title: t('year'),
            render: (_, { year }) => (drills ? <Link href={`/funding?year=${year}`}>{year}</Link> : year),
          },
          { title: t('budget'), align: 'right', render: (_, { budgetFen }) => <RoundMoney fen={budgetFen} /> },
          { title: t('spent'), align: 'right', render: (_, { spentFen }) => <RoundMoney fen={spentFen} /> },
          { title: t('paid'), align: 'right', render: (_, { paidFen }) => <RoundMoney fen={paidFen} /> },
          { title: t('left'), align: 'right', render: (_, { leftFen }) => <RoundMoney fen={leftFen} /> },
          {
            title: t('rate'),
            align: 'right',
            render: (_, { spentFen, budgetFen }) =>
              budgetFen > 0 ? `${((spentFen / budgetFen) * 100).toFixed(1)}%` : '—',
          },
        ]}
      />
      {drawn.length > 0 && (
        <Chart option={option} height={260} ariaLabel={t('chart')} table={<MonthsTable years={drawn} />} />
      )}
    </Panel>
  );
}

function MonthsTable({ years }: { years: readonly YearPartsFragment[] }) {
  const t = useTranslations('leadership.years');
  return (
    <ListTable<{ month: number }>
      rowKey="month"
      small
      rows={Array.from({ length: 12 }, (_, index) => ({ month: index + 1 }))}
      columns={[
        { title: t('byMonth'), render: (_, { month }) => t('month', { month }) },
        ...years.map(({ year, monthsFen }) => ({
          title: String(year),
          key: String(year),
          align: 'right' as const,
          render: (_: unknown, { month }: { month: number }) => <RoundMoney fen={monthsFen[month - 1]} />,
        })),
      ]}
    />
  );
}
