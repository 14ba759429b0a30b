'use client';

import type { MeetingsQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import styles from './review-meeting.module.css';

type Listed = MeetingsQuery['meetings'][number];

/** What runs now, each room with the item it is at. */
export function RunningMeetings({ meetings }: { meetings: readonly Listed[] }) {
  const t = useTranslations('meetings');
  const running = meetings.filter(({ status }) => status === 'open');
  if (running.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="running">
      <h2 id="running">{t('running', { count: running.length })}</h2>
      <ul className={styles.people} data-testid="running">
        {running.map((meeting) => (
          <li key={meeting.id}>
            <Link href={`/meetings/${meeting.id}`}>{meeting.title}</Link>{' '}
            <span className="quiet">
              {meeting.place} · {t('presentOf', presenceOf(meeting))}
            </span>
            <div>
              <Now meeting={meeting} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function presenceOf({ members }: Listed): { present: number; members: number } {
  return { present: members.filter(({ present }) => present).length, members: members.length };
}

function Now({ meeting: { agenda } }: { meeting: Listed }) {
  const t = useTranslations('meetings');
  const item = agenda.find(({ status }) => status === 'in_discussion');
  const left = agenda.filter(({ status }) => status === 'queued').length;
  if (!item) return t('betweenItems', { left });
  const title = item.case?.beneficiary.name ?? item.batch?.title ?? t('hiddenItem');
  return t('nowAt', { position: item.position, title, left });
}
