'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { formatYuan, Money } from '@/lib/money';
import { type Compared, comparedFigures, comparedMonths, comparedPrograms } from './compare';
import { CountDifference, MoneyDifference } from './difference';
import type { RehearsalData } from './kinds';
import { AFTER, axisLabel } from './months-section';
import styles from './rehearsal.module.css';

const SECOND = '#d8a948';

interface CompareViewProps {
  left: RehearsalData;
  right: RehearsalData;
}

/** The same figures of two rehearsals in columns, and what lies between them. */
export function CompareView({ left, right }: CompareViewProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const programs = comparedPrograms(left, right);
  return (
    <>
      {left.horizonMonths !== right.horizonMonths && <p className="late">{t('otherHorizon')}</p>}
      <section className="paper" aria-labelledby="figures">
        <h2 id="figures">{t('figures')}</h2>
        <Comparison
          left={left}
          right={right}
          rows={comparedFigures(left, right).map(({ key, ...row }) => ({ ...row, key, label: t(`figure.${key}`) }))}
        />
      </section>
      <MonthsChart left={left} right={right} />
      <section className="paper" aria-labelledby="compared-programs">
        <h2 id="compared-programs">{t('byProgram')}</h2>
        <p className="quiet">{t('comparedHint')}</p>
        <Comparison
          left={left}
          right={right}
          rows={programs.flatMap(({ key, label, rows }) =>
            rows.map((row) => ({ ...row, key: `${key} ${row.key}`, label: `${b(label)} · ${t(`figure.${row.key}`)}` })),
          )}
        />
      </section>
    </>
  );
}

function Comparison({ left, right, rows }: CompareViewProps & { rows: readonly (Compared & { label: string })[] }) {
  const t = useTranslations('rehearsal');
  const locale = useLocale();
  const shown = ({ money }: Compared, value: number) => (money ? <Money fen={value} /> : value.toLocaleString(locale));
  return (
    <ListTable
      small
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { title: t('figureName'), render: (_, { label }) => <div className={styles.figureName}>{label}</div> },
        { title: left.title, align: 'right', render: (_, row) => shown(row, row.left) },
        { title: right.title, align: 'right', render: (_, row) => shown(row, row.right) },
        {
          title: t('difference'),
          align: 'right',
          render: (_, row) =>
            row.money ? (
              <MoneyDifference fen={row.right - row.left} />
            ) : (
              <CountDifference count={row.right - row.left} />
            ),
        },
      ]}
    />
  );
}

/** What each rehearsal adds to the money of each month. */
function MonthsChart({ left, right }: CompareViewProps) {
  const t = useTranslations('rehearsal');
  const locale = useLocale();
  const months = useMemo(() => comparedMonths(left, right), [left, right]);
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (fen: number) => formatYuan(fen, locale) },
      legend: { top: 0 },
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: months.map(({ key }) => key) },
      yAxis: { type: 'value', splitNumber: 4, axisLabel: { formatter: axisLabel(locale) } },
      series: [
        { name: left.title, color: AFTER, data: months.map((month) => month.left) },
        { name: right.title, color: SECOND, data: months.map((month) => month.right) },
      ].map(({ color, ...series }) => ({ ...series, type: 'bar', barMaxWidth: 18, itemStyle: { color } })),
    }),
    [months, left.title, right.title, locale],
  );
  return (
    <section className={`paper ${styles.section}`} aria-labelledby="compared-months">
      <h2 id="compared-months">
        {t('addedByMonth')} <small className="quiet">{t('unit')}</small>
      </h2>
      <Chart
        option={option}
        ariaLabel={t('addedByMonth')}
        table={<Comparison left={left} right={right} rows={months.map((month) => ({ ...month, label: month.key }))} />}
      />
      <p>
        <Link href={`/rehearsals/${left.id}`}>{left.title}</Link> ·{' '}
        <Link href={`/rehearsals/${right.id}`}>{right.title}</Link>
      </p>
    </section>
  );
}
