'use client';

import type { FundingRowPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { formatRound, formatYuan } from '@/lib/money';
import { type Dimension, entriesHref, MOVED } from './columns';
import styles from './funding.module.css';
import { RowsTable } from './rows-table';

interface FundingSectionProps {
  dimension: Dimension;
  rows: readonly FundingRowPartsFragment[];
  year: number;
}

const MOST_BARS = 12;

const movedOf = (row: FundingRowPartsFragment) =>
  row.frozenFen + row.reservedFen + row.heldFen + row.committedFen + row.paidFen;

/** What a chart has room for: every month, else the rows with the most money, the most first. */
function rowsToDraw(dimension: Dimension, rows: readonly FundingRowPartsFragment[]) {
  if (!rows.some((row) => movedOf(row) > 0)) return [];
  if (dimension === 'month') return [...rows];
  return rows
    .filter((row) => movedOf(row) > 0)
    .sort((one, other) => movedOf(other) - movedOf(one))
    .slice(0, MOST_BARS);
}

/** One way to look at the money: a chart of where it went, the same numbers as a table, each opening its list. */
export function FundingSection({ dimension, rows, year }: FundingSectionProps) {
  const t = useTranslations('funding');
  const router = useRouter();
  const drawn = useMemo(() => rowsToDraw(dimension, rows), [dimension, rows]);
  const option = useChartOption(dimension, drawn);
  const title = t(`by.${dimension}`);
  const table = <RowsTable dimension={dimension} rows={rows} year={year} />;
  const open = (index: number, series: string | undefined) => {
    const row = drawn[index];
    const column = MOVED.find(({ name }) => t(name) === series);
    if (row) router.push(entriesHref(year, dimension, row.key, column?.state));
  };
  return (
    <section className={`paper ${styles.section}`} data-dimension={dimension} aria-labelledby={`by-${dimension}`}>
      <h2 id={`by-${dimension}`}>
        {title} <small className="quiet">{t('unit')}</small>
      </h2>
      {dimension === 'month' && <p className={`quiet ${styles.hint}`}>{t('monthNet')}</p>}
      {drawn.length === 0 ? (
        table
      ) : (
        <Chart
          option={option}
          height={dimension === 'month' ? 280 : drawn.length * 32 + 70}
          ariaLabel={t('chartLabel', { title })}
          table={table}
          onSelect={open}
        />
      )}
    </section>
  );
}

function useChartOption(dimension: Dimension, drawn: readonly FundingRowPartsFragment[]) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const locale = useLocale();
  return useMemo(() => {
    const names = { type: 'category', data: drawn.map((row) => b(row.label)) };
    const unit = { type: 'value', splitNumber: 4, axisLabel: { formatter: (fen: number) => shortRound(fen, locale) } };
    const axes =
      dimension === 'month'
        ? { xAxis: names, yAxis: unit }
        : {
            xAxis: unit,
            yAxis: { ...names, inverse: true, axisLabel: { width: 120, overflow: 'truncate' } },
          };
    return {
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (fen: number) => formatYuan(fen, locale) },
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      ...axes,
      series: MOVED.map(({ key, name, color }) => ({
        name: t(name),
        type: 'bar',
        stack: 'money',
        barMaxWidth: 20,
        cursor: 'pointer',
        itemStyle: { color },
        data: drawn.map((row) => row[key]),
      })),
    };
  }, [dimension, drawn, t, b, locale]);
}

/** Fen on an axis in the unit of leaders, as short as it can be. */
function shortRound(fen: number, locale: string): string {
  return formatRound(fen, locale).replace(/\.0$/, '');
}
