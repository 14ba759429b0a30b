'use client';

import type { RegisterOverviewQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { LEVEL_COLORS, LEVELS, useLevelName } from './level-words';
import styles from './register.module.css';

type Month = RegisterOverviewQuery['registerMonths'][number];

/** Households at each level at the end of each month. */
export function MonthsSection({ months }: { months: readonly Month[] }) {
  const t = useTranslations('register');
  const levelName = useLevelName();
  const levels = LEVELS.filter((level) => months.some((month) => month.level === level));
  const days = [...new Set(months.map(({ day }) => day))];
  const of = (day: string, level: string) =>
    months.find((month) => month.day === day && month.level === level)?.households ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: all follows from the months and the language
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true },
      legend: { top: 0, type: 'scroll' },
      grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: days.map((day) => day.slice(0, 7)) },
      yAxis: { type: 'value', splitNumber: 4, minInterval: 1 },
      series: levels.map((level) => ({
        name: levelName(level),
        type: 'bar',
        stack: 'levels',
        barMaxWidth: 18,
        itemStyle: { color: LEVEL_COLORS[level] },
        data: days.map((day) => of(day, level)),
      })),
    }),
    [months],
  );
  const table = (
    <ListTable
      small
      rowKey={(day) => day.day}
      rows={days.map((day) => ({ day }))}
      columns={[
        { title: t('month'), render: (_, { day }) => day },
        ...levels.map((level) => ({
          title: levelName(level),
          align: 'right' as const,
          render: (_: unknown, { day }: { day: string }) => of(day, level),
        })),
      ]}
    />
  );
  return (
    <section className={`paper ${styles.section}`} aria-labelledby="months">
      <h2 id="months">{t('months')}</h2>
      <Chart option={option} height={420} ariaLabel={t('months')} table={table} />
    </section>
  );
}
