'use client';

import type { AgendaItemPartsFragment, MeetingPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { formatDateTime } from '@/lib/dates';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { attendanceOf } from './attendance';
import { EmergencyTag } from './emergency-fields';
import { MeetingBefore } from './meeting-before';
import { MeetingDuring } from './meeting-during';
import { MinutesSheet } from './minutes-sheet';
import styles from './review-meeting.module.css';
import { useLiveMeeting } from './use-live-meeting';

export type MeetingView = MeetingPartsFragment;
export type AgendaItemView = AgendaItemPartsFragment;

/** A meeting before, during and after, on one page. */
export function MeetingPage({ meetingId }: { meetingId: string }) {
  const t = useTranslations('meetings');
  const { query, reload, isLive } = useLiveMeeting(meetingId);
  return (
    <QueryBoundary query={query} retry={reload} skeletonRows={12}>
      {({ meeting }) =>
        meeting ? (
          <Page
            title={meeting.title}
            breadcrumb={[{ title: t('meetings'), href: '/meetings' }, { title: meeting.number }]}
            extra={
              meeting.minutes ? (
                <LinkButton href={`/meetings/${meeting.id}/minutes`}>{t('printMinutes')}</LinkButton>
              ) : (
                <LinkButton href={`/meetings/${meeting.id}/wall`}>{t('wall')}</LinkButton>
              )
            }
          >
            <MeetingLine meeting={meeting} />
            <LineBroken shown={!isLive && meeting.status !== 'closed'} />
            {meeting.status === 'planned' && <MeetingBefore meeting={meeting} />}
            {(meeting.status === 'open' || meeting.status === 'paused') && <MeetingDuring meeting={meeting} />}
            {meeting.status === 'closed' && meeting.minutes && (
              <div className="paper">
                <MinutesSheet minutes={meeting.minutes} />
              </div>
            )}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/meetings">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function MeetingLine({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  return (
    <div className={styles.line}>
      <StatusTag kind="meeting" status={meeting.status} />
      {meeting.emergencyReason && (
        <span>
          <EmergencyTag /> {meeting.emergencyReason}
        </span>
      )}
      <span>{formatDateTime(meeting.scheduledAt)}</span>
      <span>{meeting.place}</span>
      <span>{t('chairedBy', { name: meeting.chair.name })}</span>
      <span>{t('presentOf', attendanceOf(meeting))}</span>
      {meeting.openedAt && <span className="quiet">{t('openedAt', { at: formatDateTime(meeting.openedAt) })}</span>}
      {meeting.closedAt && <span className="quiet">{t('closedAt', { at: formatDateTime(meeting.closedAt) })}</span>}
    </div>
  );
}

/** Said quietly: the page still works, it only may be a moment behind. */
function LineBroken({ shown }: { shown: boolean }) {
  const t = useTranslations('meetings');
  return (
    <div role="status" className={shown ? styles.broken : undefined}>
      {shown && t('lineBroken')}
    </div>
  );
}
