'use client';

import { CaseDossierDocument, MarkItemReadDocument, type PackItemPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { DossierLine } from '../case/dossier-line';
import { DossierMoney } from '../case/dossier-money';
import { StorySummary } from '../case/dossier-story';
import { DeclinedWords, useDeclinedTitle } from '../review-meeting/declined-item';
import { PackFacts } from './pack-facts';
import { ProgramsThatFit } from './programs-that-fit';
import styles from './reading-pack.module.css';

/** One item: whether it was read and what changed since, then all that is known of it. */
export function PackItem({ item }: { item: PackItemPartsFragment }) {
  const t = useTranslations('readingPack');
  const b = useBilingual();
  const declinedTitle = useDeclinedTitle();
  const subject = item.declined ? declinedTitle(item.declined) : (item.batch?.title ?? t('hidden'));
  const title = item.case ? `${item.case.beneficiary.name} ${item.case.number}` : subject;
  return (
    <section className={styles.item} aria-labelledby={`item-${item.id}`} data-testid="pack-item">
      <header className="row">
        <h2 id={`item-${item.id}`}>{t('itemTitle', { position: item.position, title })}</h2>
        <StatusTag kind="agendaItem" status={item.status} />
      </header>
      {item.carriedOver && <p className="quiet">{b(item.carriedOver)}</p>}
      <Reading item={item} title={title} />
      {item.case && <CaseInPack caseId={item.case.id} />}
      {item.declined && (
        <>
          <DeclinedWords declined={item.declined} />
          <CaseInPack caseId={item.declined.case.id} />
        </>
      )}
      {item.batch && (
        <p>
          {t('applications', { count: item.batch.applications })}{' '}
          <Link href={`/batches/${item.batch.id}`}>{t('openBatch')}</Link>
        </p>
      )}
    </section>
  );
}

function Reading({ item, title }: { item: PackItemPartsFragment; title: string }) {
  const t = useTranslations('readingPack');
  const b = useBilingual();
  const mark = useCommand(MarkItemReadDocument);
  const { id, lastReadAt, changesSinceRead: changes, readBy, allowedActions } = item;
  return (
    <div className={styles.reading}>
      <div className="row">
        <span data-testid="reading">{lastReadAt ? t('readAt', { at: formatDateTime(lastReadAt) }) : t('unread')}</span>
        {(!lastReadAt || changes.length > 0) && (
          <ActionButton
            action="mark_read"
            allowedActions={allowedActions}
            size="small"
            loading={mark.running}
            aria-label={t('markReadNamed', { title })}
            onClick={() => mark.run({ itemId: id })}
          >
            {t('markRead')}
          </ActionButton>
        )}
        {readBy.length > 0 && <span className="quiet">{t('readBy', { names: readBy.join(t('comma')) })}</span>}
      </div>
      {changes.length > 0 && (
        <div className={styles.changes} data-testid="changes">
          <strong>{t('changed', { count: changes.length })}</strong>
          <ul className="plain-list">
            {changes.map(({ at, words }) => (
              <li key={`${at} ${words.zh}`}>
                {at && <span className="quiet">{formatDateTime(at)} </span>}
                {b(words)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <MutationFailure failure={mark.failure} onClose={() => mark.setFailure(undefined)} />
    </div>
  );
}

function CaseInPack({ caseId }: { caseId: string }) {
  const t = useTranslations('readingPack');
  const [query, reload] = useQuery({ query: CaseDossierDocument, variables: { id: caseId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ case: dossier }) =>
        dossier ? (
          <div className="stack">
            <DossierLine dossier={dossier} />
            <StorySummary dossier={dossier} />
            <div className="paper">
              <h3>{t('facts')}</h3>
              <PackFacts facts={dossier.facts} />
            </div>
            <div className="paper">
              <h3>{t('fits')}</h3>
              <ProgramsThatFit caseId={caseId} />
            </div>
            <DossierMoney dossier={dossier} />
          </div>
        ) : (
          <Missing />
        )
      }
    </QueryBoundary>
  );
}
