'use client';

import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { formatYuan, Money } from '@/lib/money';
import { EmptyState } from '@/lib/states';
import { MoneyDifference } from './difference';
import styles from './rehearsal.module.css';

type Month = RehearsalOutcomePartsFragment['months'][number];

export const BEFORE = '#cdc5b4';
export const AFTER = '#1f6f6b';

/** The money of each month by fund: before and after as bars side by side, the same as a table. */
export function MonthsSection({ months }: { months: readonly Month[] }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const locale = useLocale();
  const option = useMemo(() => {
    const names = [...new Set(months.map(({ month }) => month))];
    const sumOf = (name: string, of: 'oldFen' | 'newFen') =>
      months.filter(({ month }) => month === name).reduce((sum, one) => sum + one[of], 0);
    return {
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (fen: number) => formatYuan(fen, locale) },
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: names },
      yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: axisLabel(locale) } },
      series: [
        { name: t('before'), color: BEFORE, of: 'oldFen' as const },
        { name: t('after'), color: AFTER, of: 'newFen' as const },
      ].map(({ name, color, of }) => ({
        name,
        type: 'bar',
        barMaxWidth: 18,
        itemStyle: { color },
        data: names.map((month) => sumOf(month, of)),
      })),
    };
  }, [months, t, locale]);
  const table = (
    <ListTable
      small
      rows={months}
      rowKey={({ month, fund }) => `${month} ${fund.zh}`}
      columns={[
        { title: t('month'), render: (_, { month }) => month },
        { title: t('fund'), render: (_, { fund }) => b(fund) },
        { title: t('before'), align: 'right', render: (_, { oldFen }) => <Money fen={oldFen} /> },
        { title: t('after'), align: 'right', render: (_, { newFen }) => <Money fen={newFen} /> },
        {
          title: t('difference'),
          align: 'right',
          render: (_, { oldFen, newFen }) => <MoneyDifference fen={newFen - oldFen} />,
        },
      ]}
    />
  );
  return (
    <section className={`paper ${styles.section}`} aria-labelledby="by-month">
      <h2 id="by-month">
        {t('byMonth')} <small className="quiet">{t('unit')}</small>
      </h2>
      {months.length === 0 ? (
        <EmptyState title={t('noMoney')} hint={t('noMoneyHint')} />
      ) : (
        <Chart option={option} ariaLabel={t('byMonthChart')} table={table} />
      )}
    </section>
  );
}

/** Fen on an axis in the unit of leaders, as short as it can be. */
export function axisLabel(locale: string): (fen: number) => string {
  const divisor = locale === 'en' ? 100_000 : 1_000_000;
  return (fen) => String(Number((fen / divisor).toFixed(1)));
}
