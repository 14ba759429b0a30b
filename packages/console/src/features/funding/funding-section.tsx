'use client';

import type { FundingRowPartsFragment } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useTranslations } from 'next-intl';
import { Link, useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { Wan } from '@/lib/money';
import { COLUMNS, type Dimension, entriesHref } from './columns';
import styles from './funding.module.css';

interface FundingSectionProps {
  dimension: Dimension;
  title: string;
  rows: readonly FundingRowPartsFragment[];
  year: number;
}

const SHOWN = 12;
const MOVED = COLUMNS.filter(({ state }) => state !== undefined);

const movedOf = (row: FundingRowPartsFragment) => row.heldFen + row.committedFen + row.paidFen;

/** One way to look at the money: a chart of where it went, the same numbers as a table, each opening its list. */
export function FundingSection({ dimension, title, rows, year }: FundingSectionProps) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const router = useRouter();
  const inTime = dimension === 'month';
  const drawn = inTime
    ? [...rows]
    : [...rows]
        .filter((row) => movedOf(row) > 0)
        .sort((one, other) => movedOf(other) - movedOf(one))
        .slice(0, SHOWN);
  const shown = inTime ? drawn : [...drawn].reverse();
  const names = {
    type: 'category',
    data: shown.map((row) => b(row.label)),
    axisLabel: { width: 130, overflow: 'truncate' },
  };
  const values = { type: 'value', axisLabel: { formatter: (fen: number) => `${(fen / 1_000_000).toFixed(0)}` } };
  const option = {
    tooltip: { trigger: 'axis', valueFormatter: (fen: number) => `${(fen / 1_000_000).toFixed(1)}` },
    legend: { bottom: 0 },
    grid: { left: 8, right: 24, top: 8, bottom: 36, containLabel: true },
    ...(inTime ? { xAxis: names, yAxis: values } : { xAxis: values, yAxis: names }),
    series: MOVED.map(({ key, name, color }) => ({
      name: t(name),
      type: 'bar',
      stack: 'money',
      barMaxWidth: 22,
      itemStyle: { color },
      data: shown.map((row) => row[key]),
    })),
  };
  const open = (index: number, series: string | undefined) => {
    const row = shown[index];
    const column = MOVED.find(({ name }) => t(name) === series);
    if (row) router.push(entriesHref(year, dimension, row.key, column?.state));
  };
  return (
    <section className={styles.section} aria-labelledby={`by-${dimension}`}>
      <h2 id={`by-${dimension}`}>
        {title} <small className="quiet">{t('unit')}</small>
      </h2>
      <Chart
        option={option}
        height={inTime ? 280 : Math.max(160, shown.length * 30 + 60)}
        ariaLabel={title}
        table={<RowsTable dimension={dimension} rows={rows} year={year} />}
        onSelect={open}
      />
    </section>
  );
}

function RowsTable({ dimension, rows, year }: Omit<FundingSectionProps, 'title'>) {
  const t = useTranslations('funding');
  const b = useBilingual();
  return (
    <Table<FundingRowPartsFragment>
      rowKey="key"
      size="small"
      pagination={false}
      scroll={{ x: 640, y: 420 }}
      dataSource={[...rows]}
      columns={[
        {
          title: t('name'),
          key: 'name',
          fixed: 'left',
          width: 150,
          render: (_value, row) => <Link href={entriesHref(year, dimension, row.key)}>{b(row.label)}</Link>,
        },
        ...COLUMNS.map(({ key, name, state }) => ({
          title: t(name),
          key,
          align: 'right' as const,
          render: (_value: unknown, row: FundingRowPartsFragment) =>
            state && row[key] ? (
              <Link
                href={entriesHref(year, dimension, row.key, state)}
                aria-label={t('openList', { name: b(row.label), column: t(name) })}
              >
                <Wan fen={row[key]} />
              </Link>
            ) : (
              <Wan fen={row[key]} />
            ),
        })),
      ]}
    />
  );
}
