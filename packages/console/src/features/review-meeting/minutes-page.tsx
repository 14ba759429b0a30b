'use client';

import { MeetingMinutesDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import { MinutesSheet } from './minutes-sheet';
import { MinutesSigning } from './minutes-signing';
import styles from './review-meeting.module.css';

/** The minutes alone, to be printed and filed. */
export function MinutesPage({ meetingId }: { meetingId: string }) {
  const t = useTranslations('meetings');
  const locale = useLocale();
  const [query, reload] = useQuery({ query: MeetingMinutesDocument, variables: { id: meetingId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ meeting }) => {
        if (!meeting) {
          return (
            <Missing>
              <LinkButton href="/meetings">{t('backToList')}</LinkButton>
            </Missing>
          );
        }
        const back = <LinkButton href={`/meetings/${meeting.id}`}>{t('backToMeeting')}</LinkButton>;
        return (
          <div className={styles.printable}>
            <Page
              title={t('minutes')}
              documentTitle={`${t('minutes')} ${meeting.number}`}
              extra={
                <>
                  {back}
                  {meeting.minutes && (
                    <>
                      <Button href={`/api/meetings/${meeting.id}/minutes.docx?lang=${locale}`} download>
                        {t('docx')}
                      </Button>
                      <Button onClick={() => window.print()}>{t('print')}</Button>
                    </>
                  )}
                </>
              }
            >
              {meeting.minutes ? (
                <>
                  <MinutesSigning meeting={meeting} minutes={meeting.minutes} />
                  <div className="paper">
                    <MinutesSheet minutes={meeting.minutes} />
                  </div>
                </>
              ) : (
                <EmptyState title={t('noMinutes')} hint={t('noMinutesHint')} />
              )}
            </Page>
          </div>
        );
      }}
    </QueryBoundary>
  );
}
