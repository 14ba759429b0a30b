'use client';

import { Spin } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { requestFailure } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { useVocabulary } from '@/lib/vocabulary';
import styles from './rules.module.css';
import type { LiveRule } from './use-live-rule';

/** "Fits N people in M households, X yuan a month; Y of them hold it already", while the rule is typed. */
export function LiveReach({ live, period }: { live: LiveRule; period: string }) {
  const t = useTranslations('rules.reach');
  const words = useVocabulary();
  const locale = useLocale();
  const { reach, waiting, problems, error } = live;
  return (
    <section className="paper" aria-labelledby="live" data-testid="live-reach" data-waiting={waiting}>
      <h2 id="live">
        {t('title')}{' '}
        {waiting && (
          <span role="status" aria-label={t('counting')}>
            <Spin size="small" />
          </span>
        )}
      </h2>
      {error && 'graphQLErrors' in error ? (
        <p className="late">{requestFailure(error as never, locale).message}</p>
      ) : reach ? (
        <div className={problems.length > 0 ? styles.stale : ''} aria-live="polite">
          <p className={styles.big} data-testid="live-fits">
            {t('fits', { people: reach.people, households: reach.households })}
          </p>
          {reach.fen > 0 && (
            <p>
              <Money fen={reach.fenPerMonth ?? reach.fen} />{' '}
              {reach.fenPerMonth === null ? t('inAll', { period: words.period(period) }) : t('aMonth')}
              {reach.fenPerMonth !== null && period === 'yearly' && (
                <span className="quiet"> {t.rich('aYear', { sum: () => <Money fen={reach.fen} /> })}</span>
              )}
            </p>
          )}
          <p>{t('holding', { people: reach.holdingPeople, households: reach.holdingHouseholds })}</p>
          <p>{t('asking', { people: reach.askingPeople, households: reach.askingHouseholds })}</p>
          <p className="quiet">{problems.length > 0 ? t('stale') : t('hint', { on: reach.on })}</p>
        </div>
      ) : (
        <p className="quiet">{problems.length > 0 ? t('withProblems') : t('counting')}</p>
      )}
    </section>
  );
}
