'use client';

import { FundingDocument, type FundingQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { RoundMoney } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, NoPermission, PageSkeleton, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { LeadershipBoard } from '../leadership/leadership-board';
import { TakeAway } from '../leadership/take-away';
import { ReserveLink } from '../reserve/reserve-link';
import { StockLink } from '../stock/stock-link';
import { DIMENSIONS, entriesHref, MAIN, PARTS, rowsAlong, yearOf, yearsToChoose } from './columns';
import styles from './funding.module.css';
import { FundingSection } from './funding-section';
import { LedgerCheckLine } from './ledger-check-line';
import { MoneyBar } from './money-bar';

type Summary = FundingQuery['fundingSummary'];

/** Where the money is: how much there is, what is promised, paid and left, and the list behind every number. */
export function FundingPage() {
  const t = useTranslations('funding');
  const recoveries = useTranslations('recovery');
  const { today } = useViewer();
  const mayRead = useMayReadFunding();
  const [filters, setFilters] = useUrlFilters(['year']);
  const year = yearOf(filters.year, today);
  const [query, reload] = useQuery({ query: FundingDocument, variables: { year }, pause: !mayRead });
  const choose = mayRead && (
    <Select
      className={styles.year}
      aria-label={t('year')}
      value={year}
      options={yearsToChoose(today, year).map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
      onChange={(value) => setFilters({ year: String(value) })}
    />
  );
  return (
    <Page
      title={t('title')}
      extra={
        <>
          {choose}
          {mayRead && <LinkButton href="/recoveries">{recoveries('title')}</LinkButton>}
          {mayRead && <LinkButton href={`/appraisal?year=${year}`}>{t('appraisal')}</LinkButton>}
          {mayRead && <LinkButton href="/audit">{t('selfAudit')}</LinkButton>}
          {mayRead && <ReserveLink />}
          {mayRead && <StockLink always />}
          {mayRead && <TakeAway year={year} />}
        </>
      }
    >
      {mayRead ? (
        <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ fundingSummary }) =>
            fundingSummary.year === year ? <SummaryView summary={fundingSummary} /> : <PageSkeleton />
          }
        </QueryBoundary>
      ) : (
        <NoPermission />
      )}
    </Page>
  );
}

/** Leaders and the chair see all the money, departments their own; the others have none to see. */
export function useMayReadFunding(): boolean {
  const { places } = useViewer();
  return places.includes('funding') || places.includes('desk');
}

function SummaryView({ summary }: { summary: Summary }) {
  const t = useTranslations('funding');
  const { totals, year } = summary;
  const moved = totals.frozenFen + totals.reservedFen + totals.heldFen + totals.committedFen + totals.paidFen > 0;
  return (
    <>
      <div className={styles.figures}>
        {MAIN.map(({ key, name, state }) => (
          <Link key={key} className={styles.figure} href={entriesHref(year, undefined, undefined, state)}>
            <span className="quiet">{t(name)}</span>
            <strong>
              <RoundMoney fen={totals[key]} data-testid={`total-${key}`} />
            </strong>
          </Link>
        ))}
      </div>
      <Whole summary={summary} />
      <LeadershipBoard summary={summary} />
      {!moved && <EmptyState title={t('nothing')} hint={t('nothingHint')} />}
      <div className={styles.sections}>
        {DIMENSIONS.map((dimension) => (
          <FundingSection key={dimension} dimension={dimension} rows={rowsAlong(summary, dimension)} year={year} />
        ))}
      </div>
      <LedgerCheckLine />
    </>
  );
}

/** A part that stands above in full says its share; the others lead to their lists from here. */
function PartOfWhole({
  part,
  totals,
  year,
}: {
  part: (typeof PARTS)[number];
  totals: Summary['totals'];
  year: number;
}) {
  const t = useTranslations('funding');
  const { key, name, state } = part;
  const share = totals.budgetFen > 0 && `${((totals[key] / totals.budgetFen) * 100).toFixed(1)}%`;
  if (MAIN.some((main) => main.key === key)) return `${t(name)} ${share || ''}`;
  return (
    <Link href={entriesHref(year, undefined, undefined, state)}>
      {t(name)} <RoundMoney fen={totals[key]} data-testid={`total-${key}`} />
    </Link>
  );
}

/** The whole budget as one bar, each part of it, and how many it reaches. */
function Whole({ summary: { totals, year } }: { summary: Summary }) {
  const t = useTranslations('funding');
  return (
    <section className="paper" aria-label={t('whole')}>
      <MoneyBar money={totals} />
      <ul className={styles.legend}>
        {PARTS.map((part) => (
          <li key={part.key}>
            <span className={styles.swatch} style={{ background: part.color }} aria-hidden />
            <PartOfWhole part={part} totals={totals} year={year} />
          </li>
        ))}
      </ul>
      <ul className={styles.legend}>
        <li>{t('households', { count: totals.households })}</li>
        <li>{t('waiting', { count: totals.waiting })}</li>
        <li>{t('plans', { count: totals.plans })}</li>
      </ul>
    </section>
  );
}
