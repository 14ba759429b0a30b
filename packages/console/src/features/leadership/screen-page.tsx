'use client';

import { SharedFundingDocument, type SharedFundingQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { formatDateTime } from '@/lib/dates';
import { RoundMoney } from '@/lib/money';
import { Notice, QueryBoundary } from '@/lib/states';
import { MAIN } from '../funding/columns';
import funding from '../funding/funding.module.css';
import { MoneyBar } from '../funding/money-bar';
import { KindsPanel } from './kinds-panel';
import { LatePanel } from './late-panel';
import styles from './leadership.module.css';
import { OutlookPanel } from './outlook-panel';
import { Panel } from './panel';
import { TownshipTiles } from './township-tiles';
import { WaitingPanel } from './waiting-panel';
import { YearsPanel } from './years-panel';

type Numbers = NonNullable<SharedFundingQuery['sharedFunding']['numbers']>;

/** The year's numbers on the screen of a meeting room, for whoever holds the link. */
export function ScreenPage({ token }: { token: string }) {
  const t = useTranslations('leadership.screen');
  const [query, reload] = useQuery({ query: SharedFundingDocument, variables: { token } });
  return (
    <QueryBoundary query={query} retry={reload}>
      {({ sharedFunding: { state, numbers } }) =>
        numbers ? (
          <Screen numbers={numbers} />
        ) : (
          <main className="page">
            <Notice title={t(state === 'expired' || state === 'revoked' ? state : 'unknown')}>{null}</Notice>
          </main>
        )
      }
    </QueryBoundary>
  );
}

function Screen({ numbers }: { numbers: Numbers }) {
  const t = useTranslations('leadership.screen');
  const map = useTranslations('leadership.map');
  const money = useTranslations('funding');
  const { year, title, asOf, expiresAt, totals } = numbers;
  return (
    <main className={`page ${styles.screen}`}>
      <header className="page-header">
        <h1>
          {t('title', { year: String(year) })} <small className="quiet">{title}</small>
        </h1>
        <p className="quiet">{t('asOf', { day: asOf, until: formatDateTime(expiresAt) })}</p>
      </header>
      <div className={funding.figures}>
        {MAIN.map(({ key, name }) => (
          <div key={key} className={funding.figure}>
            <span className="quiet">{money(name)}</span>
            <strong>
              <RoundMoney fen={totals[key]} data-testid={`total-${key}`} />
            </strong>
          </div>
        ))}
      </div>
      <section className="paper" aria-label={money('whole')}>
        <MoneyBar money={totals} />
      </section>
      <div className={styles.board}>
        <OutlookPanel outlook={numbers.outlook} />
        <WaitingPanel programs={numbers.waiting} hardship={numbers.hardship} year={year} />
        <LatePanel work={numbers.late} />
        <Panel title={map('title')} answer={map('screen')} note={map('note')} wide>
          <TownshipTiles tiles={numbers.tiles} shade="spent" />
        </Panel>
        <KindsPanel kinds={numbers.kinds} year={year} />
        <YearsPanel years={numbers.years} />
      </div>
    </main>
  );
}
