'use client';

import type { RehearsalRowPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { formatYuan, Money } from '@/lib/money';
import { MoneyDifference } from './difference';
import { COLUMNS, countIn } from './kinds';
import { AFTER, axisLabel, BEFORE } from './months-section';
import styles from './rehearsal.module.css';

interface RowsSectionProps {
  id: 'townships' | 'householdKinds';
  rows: readonly RehearsalRowPartsFragment[];
}

const SHOWN = COLUMNS.filter(({ key }) => key !== 'same' && key !== 'open');

/** Townships or classes of households: their money within the horizon, and for how many what changes. */
export function RowsSection({ id, rows }: RowsSectionProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const locale = useLocale();
  const drawn = useMemo(
    () => rows.filter(({ oldFen, newFen, counts }) => oldFen + newFen > 0 || counts.length > 0),
    [rows],
  );
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (fen: number) => formatYuan(fen, locale) },
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: axisLabel(locale) } },
      yAxis: {
        type: 'category',
        inverse: true,
        data: drawn.map(({ label }) => b(label)),
        axisLabel: { width: 130, overflow: 'truncate' },
      },
      series: [
        { name: t('before'), color: BEFORE, of: 'oldFen' as const },
        { name: t('after'), color: AFTER, of: 'newFen' as const },
      ].map(({ name, color, of }) => ({
        name,
        type: 'bar',
        barMaxWidth: 14,
        itemStyle: { color },
        data: drawn.map((row) => row[of]),
      })),
    }),
    [drawn, t, b, locale],
  );
  const table = (
    <ListTable
      small
      rows={drawn}
      rowKey={({ key }) => key}
      columns={[
        { title: t(`rows.${id}`), render: (_, { label }) => b(label) },
        ...SHOWN.filter(({ kinds }) => drawn.some(({ counts }) => countIn(counts, kinds) > 0)).map(
          ({ key, kinds }) => ({
            title: t(`column.${key}`),
            align: 'right' as const,
            render: (_: unknown, { counts }: RehearsalRowPartsFragment) => countIn(counts, kinds),
          }),
        ),
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
    <section className={`paper ${styles.section}`} aria-labelledby={`by-${id}`}>
      <h2 id={`by-${id}`}>
        {t(`rowsTitle.${id}`)} <small className="quiet">{t('unit')}</small>
      </h2>
      <Chart
        option={option}
        height={drawn.length * 40 + 70}
        ariaLabel={t('rowsChart', { title: t(`rowsTitle.${id}`) })}
        table={table}
      />
    </section>
  );
}
