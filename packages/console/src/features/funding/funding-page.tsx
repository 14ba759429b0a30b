'use client';

import { FundingDocument, type FundingQuery, type FundingRowPartsFragment } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { Wan } from '@/lib/money';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { COLUMNS, type Dimension, entriesHref } from './columns';
import styles from './funding.module.css';
import { FundingSection } from './funding-section';

const FIRST_YEAR = 2022;

/** Where the money is: how much there is, what is promised, paid and left, and the list behind every number. */
export function FundingPage() {
  const t = useTranslations('funding');
  const { today } = useViewer();
  const thisYear = Number(today.slice(0, 4));
  const [filters, setFilters] = useUrlFilters(['year']);
  const year = Number(filters.year ?? thisYear);
  const [query, reload] = useQuery({ query: FundingDocument, variables: { year }, requestPolicy: 'cache-and-network' });
  const years = Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_unused, index) => thisYear - index);
  const choose = (
    <Select
      aria-label={t('year')}
      value={year}
      options={years.map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
      onChange={(value) => setFilters({ year: String(value) })}
    />
  );
  return (
    <Page title={t('title')} extra={choose}>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ fundingSummary }) => <Summary summary={fundingSummary} />}
      </QueryBoundary>
    </Page>
  );
}

function Summary({ summary }: { summary: FundingQuery['fundingSummary'] }) {
  const t = useTranslations('funding');
  const { totals, year } = summary;
  const sections: [Dimension, string, readonly FundingRowPartsFragment[]][] = [
    ['fund', t('byFund'), summary.byFund],
    ['department', t('byDepartment'), summary.byDepartment],
    ['program', t('byProgram'), summary.byProgram],
    ['township', t('byTownship'), summary.byTownship],
    ['month', t('byMonth'), summary.byMonth],
  ];
  const moved = totals.heldFen + totals.committedFen + totals.paidFen > 0;
  return (
    <>
      <div className={styles.figures}>
        {COLUMNS.map(({ key, name, state }) => (
          <Link key={key} className={styles.figure} href={entriesHref(year, undefined, undefined, state)}>
            <span className="quiet">{t(name)}</span>
            <strong>
              <Wan fen={totals[key]} data-testid={`total-${key}`} />
            </strong>
          </Link>
        ))}
      </div>
      <section className="stack" aria-label={t('whole')}>
        <div className={styles.bar} aria-hidden="true">
          {COLUMNS.slice(1).map(({ key, color }) => (
            <span key={key} style={{ flexGrow: totals[key], background: color }} />
          ))}
        </div>
        <p className="quiet">
          {COLUMNS.slice(1).map(({ key, name, color }) => (
            <span key={key} style={{ marginInlineEnd: 16 }}>
              <span
                aria-hidden="true"
                style={{
                  display: 'inline-block',
                  width: 10,
                  height: 10,
                  marginInlineEnd: 6,
                  background: color,
                  border: '1px solid var(--line-strong)',
                }}
              />
              {t(name)} {totals.budgetFen > 0 ? `${((totals[key] / totals.budgetFen) * 100).toFixed(1)}%` : ''}
            </span>
          ))}
          {t('households')} {totals.households} · {t('plans')} {totals.plans} · {t('waiting')} {totals.waiting}
        </p>
      </section>
      {!moved && <EmptyState title={t('nothing')} hint={t('nothingHint')} />}
      <div className={styles.sections}>
        {sections.map(([dimension, title, rows]) => (
          <FundingSection key={dimension} dimension={dimension} title={title} rows={rows} year={year} />
        ))}
      </div>
    </>
  );
}
