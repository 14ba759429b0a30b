'use client';

import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { ArrangeItem } from './arrange-item';
import { DeclinedWords, useDeclinedTitle } from './declined-item';
import type { AgendaItemView, MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

/** What an agenda item is about, in one line. */
export function useItemTitle(): (item: AgendaItemView) => string {
  const t = useTranslations('meetings');
  const declinedTitle = useDeclinedTitle();
  return (item) => {
    if (item.case) return `${item.case.beneficiary.name} ${item.case.number}`;
    if (item.batch) return item.batch.title;
    if (item.declined) return declinedTitle(item.declined);
    return t(item.withheld ? 'closedItem' : 'hiddenItem');
  };
}

/** Whether the reader may put the agenda in another order. */
export function mayArrange({ allowedActions }: MeetingView): boolean {
  return allowedActions.some(({ action, allowed }) => action === 'edit' && allowed);
}

/** The agenda in its order, each item with links to what must be read. */
export function AgendaList({ items, editable = false }: { items: readonly AgendaItemView[]; editable?: boolean }) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const titleOf = useItemTitle();
  const places = items.filter(({ status }) => status === 'queued').map(({ position }) => position);
  places.sort((one, other) => one - other);
  return (
    <ol className={styles.agenda} data-testid="agenda">
      {[...items]
        .sort((a, b) => a.position - b.position)
        .map((item) => (
          <li key={item.id} data-status={item.status} aria-current={item.status === 'in_discussion' || undefined}>
            <span className={styles.position}>{item.position}</span>
            <div className={styles.agendaMain}>
              <div className="row">
                <strong>{titleOf(item)}</strong>
                <StatusTag kind="agendaItem" status={item.status} />
              </div>
              {item.case && (
                <>
                  <div>{item.case.need.whatHappened}</div>
                  <div className="row">
                    {item.case.need.leftFen !== null && (
                      <span className="quiet">
                        {t('left')} <Money fen={item.case.need.leftFen} />
                      </span>
                    )}
                    <Link href={`/cases/${item.case.id}`}>{t('dossier')}</Link>
                    <Link href={`/cases/${item.case.id}/package`}>{t('package')}</Link>
                  </div>
                </>
              )}
              {item.batch && (
                <div className="row">
                  <span className="quiet">{t('applications', { count: item.batch.applications })}</span>
                  <Link href={`/batches/${item.batch.id}`}>{t('batch')}</Link>
                </div>
              )}
              {item.declined && <DeclinedWords declined={item.declined} />}
              {item.carriedOver && <div className="quiet">{b(item.carriedOver)}</div>}
              {item.reason && <div className="quiet">{t('reasonOf', { reason: item.reason })}</div>}
            </div>
            {editable && item.status === 'queued' && <ArrangeItem item={item} name={titleOf(item)} places={places} />}
          </li>
        ))}
    </ol>
  );
}
