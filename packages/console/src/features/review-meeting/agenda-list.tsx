'use client';

import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import type { AgendaItemView } from './meeting-page';
import styles from './review-meeting.module.css';

/** What an agenda item is about, in one line. */
export function useItemTitle(): (item: AgendaItemView) => string {
  const t = useTranslations('meetings');
  return (item) => {
    if (item.case) return `${item.case.beneficiary.name} ${item.case.number}`;
    if (item.batch) return item.batch.title;
    return t(item.withheld ? 'closedItem' : 'hiddenItem');
  };
}

/** The agenda in its order, each item with links to what must be read. */
export function AgendaList({ items }: { items: readonly AgendaItemView[] }) {
  const t = useTranslations('meetings');
  const titleOf = useItemTitle();
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
              {item.reason && <div className="quiet">{t('reasonOf', { reason: item.reason })}</div>}
            </div>
          </li>
        ))}
    </ol>
  );
}
