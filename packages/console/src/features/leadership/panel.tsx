'use client';

import { Grid } from 'antd';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import styles from './leadership.module.css';

interface PanelProps {
  title: ReactNode;
  /** The one sentence that answers the panel's question. */
  answer: ReactNode;
  /** How the numbers came about. */
  note?: ReactNode;
  wide?: boolean;
  /** Whether the table is folded on a phone, where the answer alone is looked for. */
  folds?: boolean;
  children?: ReactNode;
}

/** One question of the leader, answered in a sentence, then in a table. */
export function Panel({ title, answer, note, wide, folds, children }: PanelProps) {
  const t = useTranslations('leadership');
  const id = useId();
  const { md } = Grid.useBreakpoint();
  return (
    <section className={`paper ${styles.panel} ${wide ? styles.wide : ''}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={styles.answer}>{answer}</p>
      {folds ? (
        <details open={md} className={styles.details}>
          <summary>{t('details')}</summary>
          {children}
        </details>
      ) : (
        children
      )}
      {note && <p className={`quiet ${styles.note}`}>{note}</p>}
    </section>
  );
}
