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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div role="log" tabIndex={0} aria-label={t('log')} className={styles.log} data-testid="room-log">
      {meeting.lines.toReversed().map((line) => (
        <p key={line.sequence}>
          <time className="quiet">{formatTime(line.at)}</time> {b(line.words)}
        </p>
      ))}
    </div>
  );
}
