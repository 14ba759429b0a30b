'use client';

import type { ScreeningCountPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import styles from './screening.module.css';

interface KindCardsProps {
  counts: readonly ScreeningCountPartsFragment[];
  kind: string;
  /** Whether there is a run before it to compare with. */
  compared: boolean;
  onChoose: (kind: string) => void;
}

/** What was found, one card a kind: how many, in how many households, and what changed since the run before. */
export function KindCards({ counts, kind, compared, onChoose }: KindCardsProps) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const number = new Intl.NumberFormat(useLocale());
  return (
    <div className={styles.cards} role="tablist" aria-label={t('kinds')}>
      {counts.map((count) => (
        <button
          key={count.kind}
          type="button"
          role="tab"
          aria-selected={count.kind === kind}
          className={styles.card}
          data-kind={count.kind}
          onClick={() => onChoose(count.kind)}
        >
          <span className="quiet">{b(count.label)}</span>
          <strong data-testid={`findings-${count.kind}`}>{number.format(count.findings)}</strong>
          <span className="quiet">{t('inHouseholds', { count: count.households })}</span>
          {compared && <Change count={count} />}
        </button>
      ))}
    </div>
  );
}

function Change({ count: { findings, fresh, gone } }: { count: ScreeningCountPartsFragment }) {
  const t = useTranslations('screening');
  return <span className={styles.change}>{t('changed', { fresh, gone, stayed: findings - fresh })}</span>;
}
