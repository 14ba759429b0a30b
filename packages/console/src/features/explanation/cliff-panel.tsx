'use client';

import { HouseholdCliffDocument, type HouseholdCliffQuery } from '@yimen/schema/documents';
import { Alert, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { Chart } from '@/lib/chart';
import { ListTable } from '@/lib/list-table';
import { formatYuan, Money } from '@/lib/money';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { AssumedTag } from '../program/programs-page';
import styles from './explanation.module.css';

type Cliff = HouseholdCliffQuery['householdCliff'];
type Step = Cliff['steps'][number];
type Line = Cliff['lines'][number];

interface CliffPanelProps {
  householdId: string;
  members: readonly { id: string; name: string }[];
}

/** What the household would lose if its income rose: allowances, statuses and what they open, as a chart and a table. */
export function CliffPanel({ householdId, members }: CliffPanelProps) {
  const t = useTranslations('explanation.cliff');
  const [{ earner }, setFilters] = useUrlFilters(['earner'] as const);
  const [query, reload] = useQuery({
    query: HouseholdCliffDocument,
    variables: { householdId, earnerId: members.some(({ id }) => id === earner) ? earner : undefined },
  });
  return (
    <section className="paper" aria-labelledby="cliff" data-testid="cliff">
      <h2 id="cliff">{t('title')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ householdCliff: cliff }) => (
          <>
            <p className="row">
              <span>
                {t('earner')}{' '}
                <Select
                  className={styles.earner}
                  aria-label={t('earner')}
                  value={cliff.earner.id}
                  options={members.map(({ id, name }) => ({ value: id, label: name }))}
                  onChange={(chosen) => setFilters({ earner: chosen })}
                />
              </span>
            </p>
            {cliff.partial && <Alert type="warning" showIcon title={t('partial')} />}
            <Now cliff={cliff} />
            {cliff.incomeKnown ? <Rises cliff={cliff} /> : <p>{t('incomeUnknown')}</p>}
            <p className="quiet">{t('note')}</p>
          </>
        )}
      </QueryBoundary>
    </section>
  );
}

function Now({ cliff }: { cliff: Cliff }) {
  const t = useTranslations('explanation.cliff');
  return (
    <>
      <p>
        {t.rich('now', {
          monthly: () => <Money fen={cliff.monthlyFen} />,
          yearly: () => <Money fen={cliff.yearlyFen} />,
        })}
      </p>
      <details className={styles.folded}>
        <summary>{t('lines', { count: cliff.lines.length })}</summary>
        <ul className={styles.parts}>
          {cliff.lines.map((line) => (
            <li key={keyOf(line)}>
              <LineName line={line} /> <Money fen={line.beforeFen} /> {t(line.period as 'monthly' | 'yearly')} ·{' '}
              {line.heldFen === null ? t('entitled') : t.rich('held', { fen: () => <Money fen={line.heldFen} /> })}
              {line.doubtful && <strong> · {t('doubtful')}</strong>}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const keyOf = ({ program, person, name, period }: Line) => [program.code, person?.id, name.zh, period].join(' ');

function LineName({ line: { name, person } }: { line: Line }) {
  const t = useTranslations('explanation.cliff');
  const b = useBilingual();
  return <>{person ? t('of', { name: b(name), person: person.name }) : b(name)}</>;
}

function Rises({ cliff }: { cliff: Cliff }) {
  const t = useTranslations('explanation.cliff');
  const option = useBars(cliff);
  return (
    <>
      {cliff.incomeFen !== null && <Chart option={option} height={220} ariaLabel={t('chartLabel')} />}
      <ListTable
        small
        rowKey={({ riseFen }) => riseFen}
        rows={cliff.steps}
        columns={[
          { title: t('rise'), render: (_, { riseFen }) => <Signed fen={riseFen} /> },
          { title: t('lost'), render: (_, step) => <Lost step={step} /> },
          { title: t('access'), render: (_, step) => <Closed step={step} /> },
          { title: t('netMonth'), align: 'right', render: (_, { netMonthFen }) => <Signed fen={netMonthFen} /> },
          { title: t('netYear'), align: 'right', render: (_, { netYearFen }) => <Signed fen={netYearFen} /> },
        ]}
      />
      <FadeOuts cliff={cliff} />
    </>
  );
}

function useBars({ incomeFen, monthlyFen, steps }: Cliff) {
  const t = useTranslations('explanation.cliff');
  const locale = useLocale();
  return useMemo(() => {
    const points = [{ riseFen: 0, monthlyFen }, ...steps];
    const income = (incomeFen ?? 0) / 100;
    const label = (value: unknown) => formatYuan(Math.round(Number(value) * 100), locale);
    return {
      animation: false,
      grid: { left: 8, right: 8, top: 30, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', valueFormatter: label },
      xAxis: {
        type: 'category',
        data: points.map(({ riseFen }) => (riseFen === 0 ? t('today') : `+${formatYuan(riseFen, locale)}`)),
      },
      yAxis: { type: 'value', axisLabel: { formatter: label } },
      series: [
        {
          name: t('income'),
          type: 'bar',
          stack: 'all',
          barMaxWidth: 56,
          color: '#b9b2a3',
          data: points.map(({ riseFen }) => income + riseFen / 100),
        },
        {
          name: t('support'),
          type: 'bar',
          stack: 'all',
          color: '#1f6f6b',
          data: points.map((point) => point.monthlyFen / 100),
        },
      ],
    };
  }, [incomeFen, monthlyFen, steps, locale, t]);
}

function Signed({ fen }: { fen: number }) {
  return (
    <strong className="money">
      {fen > 0 && '+'}
      <Money fen={fen} />
    </strong>
  );
}

function Lost({ step }: { step: Step }) {
  const t = useTranslations('explanation.cliff');
  if (step.changes.length === 0) return <span className="quiet">{t('nothingLost')}</span>;
  return (
    <ul className={styles.parts}>
      {step.changes.map((line) => (
        <li key={keyOf(line)}>
          <LineName line={line} /> <Money fen={line.beforeFen} /> → <Money fen={line.afterFen} />{' '}
          {t(line.period as 'monthly' | 'yearly')}
        </li>
      ))}
    </ul>
  );
}

function Closed({ step: { statusLost, closed } }: { step: Step }) {
  const t = useTranslations('explanation.cliff');
  const b = useBilingual();
  if (statusLost.length + closed.length === 0) return <span className="quiet">{t('nothingClosed')}</span>;
  return (
    <ul className={styles.parts}>
      {statusLost.map(({ fact, person, from, to }) => (
        <li key={`${fact.code} ${person?.id}`}>
          <strong>
            {b(fact.name)}
            {person && ` (${person.name})`} {b(from)} → {b(to)}
          </strong>
        </li>
      ))}
      {closed.map(({ program, people }) => (
        <li key={program.code}>
          {b(program.name)}
          {people.length > 0 && ` (${people.map(({ name }) => name).join(t('comma'))})`}
        </li>
      ))}
    </ul>
  );
}

/** The pack's rule by which an allowance goes on for some months; once, whichever rise ends it. */
function FadeOuts({ cliff }: { cliff: Cliff }) {
  const t = useTranslations('explanation.cliff');
  const b = useBilingual();
  const all = new Map(cliff.steps.flatMap(({ fadeOut }) => fadeOut.map((one) => [one.program.code, one])));
  return [...all.values()].map(({ program, months, from, source, figureKind }) => (
    <p key={program.code}>
      {t('fadeOut', { program: b(program.name), months, from })} <span className="quiet">{source}</span>{' '}
      {figureKind === 'assumed' && <AssumedTag />}
    </p>
  ));
}
