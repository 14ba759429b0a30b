'use client';

import { Tabs } from 'antd';
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef } from 'react';
import { EmptyState } from '@/lib/states';
import { Composer } from '../aid-package/composer';
import { BatchTable } from '../batch/batch-table';
import { DossierSummary } from '../case/dossier-panels';
import { AddItem } from './add-item';
import { AgendaList, mayArrange, useItemTitle } from './agenda-list';
import { AttendanceList, attendanceOf } from './attendance';
import { ChairActions } from './chair-actions';
import { ClosedPart } from './closed-part';
import { DeclinedWords } from './declined-item';
import type { AgendaItemView, MeetingView } from './meeting-page';
import { OpinionsAndVotes } from './opinions-and-votes';
import { Pause } from './pause';
import { PresiderLine } from './presider-line';
import { Questions } from './questions';
import { ReservationLine } from './reservation-line';
import styles from './review-meeting.module.css';
import { RoomLog } from './room-log';

/** The meeting itself: the next action, people and votes; the dossier and package of the item under discussion. */
export function MeetingDuring({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const item = meeting.agenda.find(({ status }) => status === 'in_discussion');
  const titleOf = useItemTitle();
  const side = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useFocusWhenLost(item ? heading : side, item?.id);
  return (
    <div className={styles.during}>
      <aside ref={side} tabIndex={-1} aria-label={t('course')} className={`stack ${styles.side}`}>
        {item && <p className={styles.current}>{t('itemTitle', { position: item.position, title: titleOf(item) })}</p>}
        <Pause meeting={meeting} />
        {item && <PresiderLine meeting={meeting} item={item} />}
        {!item?.withheld && <ChairActions meeting={meeting} item={item} />}
        {item && <ClosedPart item={item} />}
        {item && !item.withheld && <ReservationLine item={item} />}
        {item && !item.withheld && <OpinionsAndVotes key={item.id} meeting={meeting} item={item} />}
        <Course meeting={meeting} item={item} />
      </aside>
      <div className={`stack ${styles.main}`}>
        <details className="paper" open={!item}>
          <summary className={styles.agendaSummary}>{t('agendaCount', { count: meeting.agenda.length })}</summary>
          <AgendaList items={meeting.agenda} editable={mayArrange(meeting)} />
          <AddItem meeting={meeting} />
        </details>
        {item?.withheld ? (
          <EmptyState title={t('closedPart')} hint={t('closedToYou')} />
        ) : item ? (
          <ItemDesk item={item} heading={heading} />
        ) : (
          <EmptyState title={t('nothingTaken')} hint={t('nothingTakenHint')} />
        )}
      </div>
    </div>
  );
}

/** What happens besides: what happened, questions, people; one at a time, so that the column stays short. */
function Course({ meeting, item }: { meeting: MeetingView; item: AgendaItemView | undefined }) {
  const t = useTranslations('meetings');
  const questions = item &&
    !item.withheld && {
      key: 'questions',
      label: t('questionCount', { count: item.questions.length }),
      children: <Questions key={item.id} item={item} />,
    };
  return (
    <div className="paper">
      <Tabs
        size="small"
        tabBarGutter={12}
        items={[
          { key: 'log', label: t('logTab'), children: <RoomLog meeting={meeting} /> },
          ...(questions ? [questions] : []),
          {
            key: 'people',
            label: t('peopleTab', attendanceOf(meeting)),
            children: <AttendanceList meeting={meeting} />,
          },
        ]}
      />
    </div>
  );
}

/** The button that brought the next item is gone: who pressed it goes on from there, not from the top of the page. */
function useFocusWhenLost(target: RefObject<HTMLElement | null>, what: string | undefined): void {
  const latest = useRef(target);
  latest.current = target;
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever another item is under discussion
  useEffect(() => {
    if (document.activeElement === document.body) latest.current.current?.focus({ preventScroll: true });
  }, [what]);
}

interface ItemDeskProps {
  item: AgendaItemView;
  heading: RefObject<HTMLHeadingElement | null>;
}

function ItemDesk({ item, heading }: ItemDeskProps) {
  const t = useTranslations('meetings');
  const titleOf = useItemTitle();
  return (
    <section className="stack" aria-label={t('itemUnderDiscussion')}>
      <h2 ref={heading} tabIndex={-1}>
        {t('itemTitle', { position: item.position, title: titleOf(item) })}
      </h2>
      {item.declined && (
        <>
          <p>{t('declinedHint')}</p>
          <DeclinedWords declined={item.declined} />
          <DossierSummary caseId={item.declined.case.id} />
        </>
      )}
      {item.batch && <BatchTable batchId={item.batch.id} />}
      {item.case && (
        <div className={styles.desk}>
          <DossierSummary caseId={item.case.id} />
          <Composer caseId={item.case.id} shownVersion={item.subjectVersion} compact />
        </div>
      )}
    </section>
  );
}
