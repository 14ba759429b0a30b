'use client';

import { OpenMeetingDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, LinkButton } from '@/lib/page';
import { EmptyState } from '@/lib/states';
import { AddItem } from './add-item';
import { AgendaList, mayArrange } from './agenda-list';
import { AttendanceList } from './attendance';
import type { MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

/** Before the meeting: the agenda to read, who comes, and the button that opens it. */
export function MeetingBefore({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const open = useCommand(OpenMeetingDocument);
  return (
    <div className={styles.before}>
      <div className="stack">
        <section className="paper" aria-labelledby="agenda">
          <h2 id="agenda">{t('agenda')}</h2>
          {meeting.agenda.length === 0 ? (
            <EmptyState title={t('emptyAgenda')} />
          ) : (
            <>
              <div className="row">
                <span className="quiet">{t('readBefore')}</span>
                <LinkButton href={`/meetings/${meeting.id}/pack`}>{t('pack')}</LinkButton>
              </div>
              <AgendaList items={meeting.agenda} editable={mayArrange(meeting)} />
            </>
          )}
          <AddItem meeting={meeting} />
        </section>
      </div>
      <aside className="stack">
        <ActionButton
          action="open"
          allowedActions={meeting.allowedActions}
          type="primary"
          size="large"
          block
          className={styles.next}
          loading={open.running}
          onClick={() => open.run({ meetingId: meeting.id, expectedVersion: meeting.version })}
        >
          {t('open')}
        </ActionButton>
        <MutationFailure failure={open.failure} onClose={() => open.setFailure(undefined)} />
        <section className="paper" aria-labelledby="attendance">
          <h2 id="attendance">{t('people')}</h2>
          <AttendanceList meeting={meeting} />
        </section>
      </aside>
    </div>
  );
}
