'use client';

import type { PackageReviewPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { OpenRoundDialog } from './open-round-dialog';
import styles from './second-round.module.css';

/** What a review found, item by item: how much, why, what is proposed, and the months behind it. */
export function ReviewCard({ review }: { review: PackageReviewPartsFragment }) {
  const t = useTranslations('reviews');
  const [opening, setOpening] = useState(false);
  const { cause, status, madeAt, through, overFen, underFen, items, nextCase, allowedActions } = review;
  return (
    <article className="stack" data-testid="review" data-status={status}>
      <div className="row">
        <strong>{t(`causes.${cause}`)}</strong>
        <StatusTag kind="packageReview" status={status} />
        <span className="quiet">{t('madeAt', { at: formatDateTime(madeAt), through })}</span>
      </div>
      <p>
        {items.length === 0
          ? t('nothingDiffers')
          : t.rich('sums', { over: () => <Money fen={overFen} />, under: () => <Money fen={underFen} /> })}
      </p>
      {items.map((item) => (
        <Item key={item.program.code} item={item} />
      ))}
      {nextCase && (
        <p>
          {t('nextRound')} <Link href={`/cases/${nextCase.id}`}>{nextCase.number}</Link>
        </p>
      )}
      <div className="row">
        <ActionButton action="open_round" allowedActions={allowedActions} onClick={() => setOpening(true)}>
          {t('openRound')}
        </ActionButton>
      </div>
      <OpenRoundDialog review={review} open={opening} onClose={() => setOpening(false)} />
    </article>
  );
}

function Item({ item }: { item: PackageReviewPartsFragment['items'][number] }) {
  const t = useTranslations('reviews');
  const b = useBilingual();
  const { program, overFen, underFen, settledFen, months, remedy, reasons } = item;
  return (
    <div data-program={program.code}>
      <strong>{b(program.name)}</strong>{' '}
      {t.rich('sums', { over: () => <Money fen={overFen} />, under: () => <Money fen={underFen} /> })}
      {settledFen !== 0 && <div>{t.rich('settled', { fen: () => <Money fen={settledFen} /> })}</div>}
      <div>{b(remedy.words)}</div>
      <ul>
        {reasons.map(({ zh, en }) => (
          <li key={zh}>{b({ zh, en })}</li>
        ))}
      </ul>
      <details>
        <summary>{t('months', { count: months.length })}</summary>
        <table className={styles.months}>
          <thead>
            <tr>
              {(['month', 'decided', 'due'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, decidedFen, dueFen }) => (
              <tr key={month}>
                <td>{month}</td>
                <td align="right">
                  <Money fen={decidedFen} />
                </td>
                <td align="right">{dueFen === null ? t('factMissing') : <Money fen={dueFen} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}
