'use client';

import type { TurnPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { Clause } from '../aid-package/trace';
import styles from './explanation.module.css';

/** Changes that would turn an answer, the nearest first, each with the conditions that it touches. */
export function Turns({ turns }: { turns: readonly TurnPartsFragment[] }) {
  const t = useTranslations('explanation');
  const b = useBilingual();
  return (
    <ul className={styles.turns} data-testid="turns">
      {turns.map((turn) => (
        <li key={turn.words.zh}>
          <div className={styles.turn}>{b(turn.words)}</div>
          {turn.clauses.length > 0 && (
            <details className={styles.folded}>
              <summary>{t('touched')}</summary>
              <ul className={styles.tree}>
                {turn.clauses.map((clause) => (
                  <li key={clause.text}>
                    <Clause node={clause} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
