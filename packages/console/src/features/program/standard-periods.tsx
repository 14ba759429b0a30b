'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useViewer } from '@/lib/viewer';
import styles from './rules.module.css';

interface Figure {
  value: number;
  from: string;
  to: string | null;
}

/** A standard's figures as a bar of periods, oldest first; today's is marked. */
export function StandardPeriods({ values }: { values: readonly Figure[] }) {
  const t = useTranslations('rules.standards');
  const locale = useLocale();
  const { today } = useViewer();
  const [only] = values;
  if (only && values.length === 1) {
    return (
      <span className="quiet">
        {only.to ? t('fromTo', { from: only.from, to: only.to }) : t('since', { from: only.from })}
      </span>
    );
  }
  return (
    <ol className={styles.periods} aria-label={t('periods')}>
      {values.map(({ value, from, to }) => {
        const now = from <= today && (to === null || today <= to);
        const figure = value.toLocaleString(locale, { maximumFractionDigits: 4 });
        const period = t('period', { value: figure, from, to: to ?? t('noEnd') });
        return (
          <li key={from} className={styles.period} data-now={now} title={period} style={{ flexGrow: 1 }}>
            <span aria-hidden>{figure}</span>
            <span className="visually-hidden">{now ? t('now', { period }) : period}</span>
          </li>
        );
      })}
    </ol>
  );
}
