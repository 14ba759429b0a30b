'use client';

import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatTime } from '@/lib/dates';
import type { MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

/** What happened in the room, each with who did it, the newest first. */
export function RoomLog({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  if (meeting.lines.length === 0) return null;
  return (
    <section className={`paper ${styles.speak}`} aria-labelledby="room-log">
      <h2 id="room-log">{t('log')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <div role="log" tabIndex={0} aria-labelledby="room-log" className={styles.log} data-testid="room-log">
        {meeting.lines.toReversed().map((line) => (
          <p key={line.sequence}>
            <time className="quiet">{formatTime(line.at)}</time> {b(line.words)}
          </p>
        ))}
      </div>
    </section>
  );
}
