'use client';

import { type ReactNode, useId } from 'react';
import styles from './leadership.module.css';

interface PanelProps {
  title: ReactNode;
  /** The one sentence that answers the panel's question. */
  answer: ReactNode;
  /** How the numbers came about. */
  note?: ReactNode;
  wide?: boolean;
  children?: ReactNode;
}

/** One question of the leader, answered in a sentence, then in a table. */
export function Panel({ title, answer, note, wide, children }: PanelProps) {
  const id = useId();
  return (
    <section className={`paper ${styles.panel} ${wide ? styles.wide : ''}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={styles.answer}>{answer}</p>
      {children}
      {note && <p className={`quiet ${styles.note}`}>{note}</p>}
    </section>
  );
}
