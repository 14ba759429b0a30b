'use client';

import type { ProposedItemPartsFragment } from '@yimen/schema/documents';
import { Button, Checkbox, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { DeclinedWords, useDeclinedTitle } from './declined-item';
import styles from './review-meeting.module.css';

/** Of the case, batch or declined item that an item is about. */
export function idOf(item: ProposedItemPartsFragment): string {
  return item.case?.id ?? item.batch?.id ?? item.declined?.packageItemId ?? '';
}

interface CandidateRowProps {
  item: ProposedItemPartsFragment;
  /** Its place on the agenda from 0, and the last one there is; none while it is not on it. */
  place?: number;
  last?: number;
  onToggle: () => void;
  onMove?: (place: number) => void;
  onDrag?: () => void;
  onDrop?: () => void;
}

/** One item that waits: why it stands here, what is missing and with whom. */
export function CandidateRow({ item, place, last = 0, onToggle, onMove, onDrag, onDrop }: CandidateRowProps) {
  const t = useTranslations('meetings');
  const name = useCandidateName()(item);
  return (
    <li
      draggable={onDrag !== undefined}
      onDragStart={onDrag}
      onDragOver={(event) => onDrop && event.preventDefault()}
      onDrop={onDrop}
      className={styles.candidate}
      data-place={place === undefined ? undefined : place + 1}
    >
      <Checkbox checked={place !== undefined} onChange={onToggle} aria-label={name} />
      <span className={styles.position}>{place === undefined ? '' : place + 1}</span>
      <div className={styles.agendaMain}>
        <Heading item={item} />
        <Why item={item} />
      </div>
      {place !== undefined && onMove && <Movers name={name} place={place} last={last} onMove={onMove} />}
      <span className="quiet">{t('minutesOf', { minutes: item.minutes })}</span>
    </li>
  );
}

/** What an item that waits is called, in one line. */
export function useCandidateName(): (item: ProposedItemPartsFragment) => string {
  const declinedTitle = useDeclinedTitle();
  return ({ case: file, batch, declined }) => {
    if (declined) return declinedTitle(declined);
    return file ? `${file.beneficiary.name} ${file.number}` : `${batch?.title ?? ''} ${batch?.number ?? ''}`;
  };
}

function Heading({ item: { case: file, batch, declined, cannotWait } }: Pick<CandidateRowProps, 'item'>) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const declinedTitle = useDeclinedTitle();
  return (
    <>
      <div className="row">
        {file && (
          <>
            <strong>{file.beneficiary.name}</strong> <Link href={`/cases/${file.id}`}>{file.number}</Link>
            <span className="quiet">
              {b(file.household.township.name)}
              {file.need.leftFen !== null && (
                <>
                  {' · '}
                  {t('left')} <Money fen={file.need.leftFen} />
                </>
              )}
            </span>
          </>
        )}
        {batch && (
          <>
            <strong>{batch.title}</strong> <Link href={`/batches/${batch.id}`}>{batch.number}</Link>
            <span className="quiet">{t('applications', { count: batch.applications })}</span>
          </>
        )}
        {declined && <strong>{declinedTitle(declined)}</strong>}
        {cannotWait && <Tag color="error">{t('cannotWait')}</Tag>}
      </div>
      {file && <div>{file.need.whatHappened}</div>}
      {declined && <DeclinedWords declined={declined} />}
    </>
  );
}

function Why({ item: { reasons, lacks, workingDaysLeft } }: Pick<CandidateRowProps, 'item'>) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const late = (workingDaysLeft ?? 0) < 0;
  return (
    <div data-testid="readiness">
      {reasons.length > 0 && (
        <div className={late ? 'late' : 'quiet'}>{reasons.map((reason) => b(reason)).join(t('semicolon'))}</div>
      )}
      {lacks.length === 0 ? (
        <div className="quiet">{t('ready')}</div>
      ) : (
        <div className="quiet">
          {t('missing')}
          {lacks.map(({ what, whom }) => t('lackOf', { what: b(what), whom: b(whom) })).join(t('semicolon'))}
        </div>
      )}
    </div>
  );
}

interface MoversProps {
  name: string;
  place: number;
  last: number;
  onMove: (place: number) => void;
}

/** Up and down by buttons; the focus stays on the one that was pressed, or goes to the other at an end. */
export function Movers({ name, place, last, onMove }: MoversProps) {
  const t = useTranslations('meetings');
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const move = (to: number) => {
    onMove(to);
    const [pressed, other] = to < place ? [up, down] : [down, up];
    setTimeout(() => (pressed.current?.disabled ? other : pressed).current?.focus());
  };
  return (
    <span className={styles.movers}>
      <Button
        ref={up}
        size="small"
        aria-label={t('moveUp', { name })}
        disabled={place === 0}
        onClick={() => move(place - 1)}
      >
        ↑
      </Button>
      <Button
        ref={down}
        size="small"
        aria-label={t('moveDown', { name })}
        disabled={place === last}
        onClick={() => move(place + 1)}
      >
        ↓
      </Button>
    </span>
  );
}
