'use client';

import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/states';
import { Composer } from '../aid-package/composer';
import { BatchTable } from '../batch/batch-table';
import { DossierSummary } from '../case/dossier-panels';
import { AddItem } from './add-item';
import { AgendaList, useItemTitle } from './agenda-list';
import { Attendance } from './attendance';
import { ChairActions } from './chair-actions';
import type { AgendaItemView, MeetingView } from './meeting-page';
import { OpinionsAndVotes } from './opinions-and-votes';
import styles from './review-meeting.module.css';

/** The meeting itself: the next action, people and votes; the dossier and package of the item under discussion. */
export function MeetingDuring({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const item = meeting.agenda.find(({ status }) => status === 'in_discussion');
  return (
    <div className={styles.during}>
      <aside className={`stack ${styles.side}`}>
        <ChairActions meeting={meeting} item={item} />
        {item && <OpinionsAndVotes key={item.id} meeting={meeting} item={item} />}
        <Attendance meeting={meeting} />
      </aside>
      <div className={`stack ${styles.main}`}>
        <details className="paper" open={!item}>
          <summary className={styles.agendaSummary}>{t('agendaCount', { count: meeting.agenda.length })}</summary>
          <AgendaList items={meeting.agenda} />
          <AddItem meeting={meeting} />
        </details>
        {item ? <ItemDesk item={item} /> : <EmptyState title={t('nothingTaken')} hint={t('nothingTakenHint')} />}
      </div>
    </div>
  );
}

function ItemDesk({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const titleOf = useItemTitle();
  return (
    <section className="stack" aria-label={t('itemUnderDiscussion')}>
      <h2>{t('itemTitle', { position: item.position, title: titleOf(item) })}</h2>
      {item.batch && <BatchTable batchId={item.batch.id} />}
      {item.case && (
        <div className={styles.desk}>
          <DossierSummary caseId={item.case.id} />
          <Composer caseId={item.case.id} compact />
        </div>
      )}
    </section>
  );
}
