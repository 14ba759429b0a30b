'use client';

import type { CaseLetterQuery } from '@yimen/schema/documents';
import { useBilingual } from '@/lib/bilingual';
import styles from './letter.module.css';

type Letter = NonNullable<NonNullable<CaseLetterQuery['case']>['letter']>;

interface LetterSheetProps {
  title: string;
  number?: string;
  sections: Letter['sections'];
  /** Who signs. */
  signedBy: Letter['committee'];
  writtenOn: string;
}

/** A letter to a family as it stands on paper. */
export function LetterSheet({ title, number, sections, signedBy, writtenOn }: LetterSheetProps) {
  const b = useBilingual();
  return (
    <article className={`paper ${styles.letter}`} data-testid="letter">
      <h2>{title}</h2>
      {number && <p className={styles.number}>{number}</p>}
      {sections.map(({ heading, lines }) => (
        <section key={heading?.zh ?? lines[0]?.zh}>
          {heading && <h3>{b(heading)}</h3>}
          {lines.map((line) => (
            <p key={line.zh}>{b(line)}</p>
          ))}
        </section>
      ))}
      <p className={styles.signature}>
        {b(signedBy)}
        <br />
        {writtenOn}
      </p>
    </article>
  );
}
