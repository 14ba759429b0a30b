'use client';

import type { MinutesPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { useStatusLabel } from '@/lib/page';
import styles from './review-meeting.module.css';

/** The minutes as they are filed: who was there, and of each item the opinions, votes, decisions and tasks. */
export function MinutesSheet({ minutes }: { minutes: MinutesPartsFragment }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const comma = t('comma');
  return (
    <article className={styles.minutes} data-testid="minutes">
      <h2>{b(minutes.title)}</h2>
      <dl className={styles.minutesFacts}>
        <dt>{t('number')}</dt>
        <dd>{minutes.number}</dd>
        <dt>{t('time')}</dt>
        <dd>
          {formatDateTime(minutes.openedAt)} – {formatDateTime(minutes.closedAt)}
        </dd>
        <dt>{t('place')}</dt>
        <dd>{minutes.place}</dd>
        <dt>{t('present')}</dt>
        <dd>{minutes.present.join(comma) || '—'}</dd>
        <dt>{t('absent')}</dt>
        <dd>{minutes.absent.join(comma) || '—'}</dd>
      </dl>
      {minutes.items.map((item) => (
        <MinutesItem key={item.position} item={item} />
      ))}
      <p className={styles.signature}>{t('signature')}</p>
    </article>
  );
}

function MinutesItem({ item }: { item: MinutesPartsFragment['items'][number] }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const statusLabel = useStatusLabel();
  return (
    <section className={styles.minutesItem}>
      <h3>{t('itemTitle', { position: item.position, title: b(item.title) })}</h3>
      <p>
        <strong>{t('outcome')}</strong> {statusLabel('agendaItem', item.outcome)}
      </p>
      {item.reason && (
        <p>
          <strong>{t('reason')}</strong> {item.reason}
        </p>
      )}
      <p>
        <strong>{t('votes')}</strong> {item.votes}
      </p>
      <Lines title={t('opinions')} lines={item.opinions} />
      <Lines title={t('decisions')} lines={item.decisions.map(b)} />
      <Lines title={t('tasks')} lines={item.tasks.map(b)} />
    </section>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <strong>{title}</strong>
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: minutes never change, and two members may say the same
          <li key={index}>{line}</li>
        ))}
      </ul>
    </>
  );
}
