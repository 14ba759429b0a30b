'use client';

import { type ScreeningCountPartsFragment, ScreeningRowsDocument } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { RoundMoney } from '@/lib/money';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './screening.module.css';

export type Dimension = 'program' | 'fact' | 'township' | 'village';

interface CountSectionProps {
  runId: string;
  kind: string;
  by: Dimension;
  township?: string;
  compared: boolean;
  /** The way back, or what else stands beside the heading. */
  extra?: ReactNode;
  /** The list behind a row; none for those who see numbers only. */
  hrefOf?: (key: string) => string;
  /** Looks into a row instead of opening its list. */
  onOpen?: (key: string) => void;
}

const MOST_BARS = 15;
/** Pixels for a column of figures below its title; the name has what is left, at least `NAME`. */
const widthOf = (title: string) =>
  Math.max(
    64,
    [...title].reduce((sum, sign) => sum + (sign < '\u1000' ? 9 : 15), 18),
  );
const MONEY = 92;
const NAME = 130;
const COLORS = { fresh: '#b5651d', stayed: '#1f6f6b' };
const stayedOf = ({ findings, fresh }: ScreeningCountPartsFragment) => findings - fresh;

/** Findings of one kind along a dimension: a chart, the same numbers as a table, each row leading on. */
export function CountSection(props: CountSectionProps) {
  const { runId, kind, by, township, extra } = props;
  const t = useTranslations('screening');
  const [query, reload] = useQuery({ query: ScreeningRowsDocument, variables: { id: runId, kind, by, township } });
  return (
    <section className={`paper ${styles.section}`} aria-labelledby={`by-${by}`} data-dimension={by}>
      <div className="row">
        <h2 id={`by-${by}`}>{t(`by.${by}`)}</h2>
        {extra}
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ screeningRun }) => <Rows {...props} rows={screeningRun?.rows ?? []} />}
      </QueryBoundary>
    </section>
  );
}

function Rows({ rows, ...props }: CountSectionProps & { rows: readonly ScreeningCountPartsFragment[] }) {
  const t = useTranslations('screening');
  const { by, compared, onOpen } = props;
  const drawn = useMemo(() => rows.filter(({ findings }) => findings > 0).slice(0, MOST_BARS), [rows]);
  const option = useChartOption(drawn, compared);
  if (rows.length === 0) return <EmptyState title={t('noneOfKind')} />;
  return (
    <>
      {drawn.length > 0 && (
        <Chart
          option={option}
          height={drawn.length * 28 + (compared ? 60 : 30)}
          ariaLabel={t('chartLabel', { by: t(`by.${by}`) })}
          onSelect={onOpen && ((index) => drawn[index] && onOpen(drawn[index].key))}
        />
      )}
      <RowsTable rows={rows} {...props} />
    </>
  );
}

function useChartOption(drawn: readonly ScreeningCountPartsFragment[], compared: boolean) {
  const t = useTranslations('screening');
  const b = useBilingual();
  return useMemo(() => {
    const bars = (name: string, color: string, pick: (row: ScreeningCountPartsFragment) => number) => ({
      name,
      type: 'bar',
      stack: 'findings',
      barMaxWidth: 18,
      itemStyle: { color },
      data: drawn.map(pick),
    });
    const series = compared
      ? [bars(t('change.stayed'), COLORS.stayed, stayedOf), bars(t('change.fresh'), COLORS.fresh, ({ fresh }) => fresh)]
      : [bars(t('findings'), COLORS.stayed, ({ findings }) => findings)];
    return {
      tooltip: { trigger: 'axis', confine: true },
      ...(compared && { legend: { top: 0 } }),
      grid: { left: 8, right: 24, top: compared ? 30 : 4, bottom: 4, containLabel: true },
      xAxis: { type: 'value', splitNumber: 4, minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: drawn.map(({ label }) => b(label)),
        axisLabel: { width: 130, overflow: 'truncate' },
      },
      series,
    };
  }, [drawn, compared, t, b]);
}

function RowsTable({
  rows,
  by,
  compared,
  hrefOf,
  onOpen,
}: CountSectionProps & { rows: readonly ScreeningCountPartsFragment[] }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const number = new Intl.NumberFormat(useLocale());
  const figure = (title: string, pick: (row: ScreeningCountPartsFragment) => number) => ({
    title,
    key: title,
    align: 'right' as const,
    width: widthOf(title),
    render: (_: unknown, row: ScreeningCountPartsFragment) => number.format(pick(row)),
  });
  const hasMoney = rows.some(({ fen }) => fen > 0);
  const sum = (pick: (row: ScreeningCountPartsFragment) => number) => rows.reduce((all, row) => all + pick(row), 0);
  const figures = [
    ({ findings }: ScreeningCountPartsFragment) => findings,
    ...(compared
      ? [({ fresh }: ScreeningCountPartsFragment) => fresh, ({ gone }: ScreeningCountPartsFragment) => gone]
      : []),
  ];
  const titles = [t('findings'), ...(compared ? [t('change.fresh'), t('change.gone')] : []), t('households')];
  const least = titles.reduce((sum, title) => sum + widthOf(title), NAME + (hasMoney ? MONEY : 0));
  return (
    <Table<ScreeningCountPartsFragment>
      rowKey="key"
      size="small"
      pagination={false}
      scroll={{ y: 420, x: least }}
      dataSource={[...rows]}
      columns={[
        {
          title: t(`dimension.${by}`),
          key: 'name',
          render: (_, row) => <RowName row={row} by={by} hrefOf={hrefOf} onOpen={onOpen} />,
        },
        {
          title: t('findings'),
          key: 'findings',
          align: 'right',
          width: widthOf(t('findings')),
          render: (_, { key, label, findings }) =>
            hrefOf ? (
              <Link href={hrefOf(key)} aria-label={t('openList', { name: b(label), count: findings })}>
                {number.format(findings)}
              </Link>
            ) : (
              number.format(findings)
            ),
        },
        ...(compared
          ? [figure(t('change.fresh'), ({ fresh }) => fresh), figure(t('change.gone'), ({ gone }) => gone)]
          : []),
        figure(t('households'), ({ households }) => households),
        ...(hasMoney
          ? [
              {
                title: t('money'),
                key: 'fen',
                align: 'right' as const,
                width: MONEY,
                // What is given in kind has no amount.
                render: (_: unknown, { fen }: ScreeningCountPartsFragment) => <RoundMoney fen={fen || null} />,
              },
            ]
          : []),
      ]}
      summary={() => (
        <Table.Summary fixed>
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{t('sum')}</Table.Summary.Cell>
            {figures.map((pick, index) => (
              <Table.Summary.Cell key={pick.toString()} index={index + 1} align="right">
                {number.format(sum(pick))}
              </Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={figures.length + 1} align="right">
              {by === 'program' || by === 'fact' ? '' : number.format(sum(({ households }) => households))}
            </Table.Summary.Cell>
            {hasMoney && (
              <Table.Summary.Cell index={figures.length + 2} align="right">
                <RoundMoney fen={sum(({ fen }) => fen)} />
              </Table.Summary.Cell>
            )}
          </Table.Summary.Row>
        </Table.Summary>
      )}
    />
  );
}

function RowName({
  row: { key, label },
  by,
  hrefOf,
  onOpen,
}: Pick<CountSectionProps, 'by' | 'hrefOf' | 'onOpen'> & { row: ScreeningCountPartsFragment }) {
  const b = useBilingual();
  if (onOpen) {
    return (
      <button type="button" className={styles.link} onClick={() => onOpen(key)}>
        {b(label)}
      </button>
    );
  }
  if (by === 'program') return <Link href={`/programs/${key}`}>{b(label)}</Link>;
  return hrefOf ? <Link href={hrefOf(key)}>{b(label)}</Link> : b(label);
}
