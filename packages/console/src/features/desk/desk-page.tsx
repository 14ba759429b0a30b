'use client';

import { DeskDocument, type DeskQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { DepartmentName } from '@/lib/department';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { DonationsLink } from '../donation/donations-link';
import { PaymentsWaiting } from '../payment/payments-waiting';
import { ReserveLink } from '../reserve/reserve-link';
import { StockLink } from '../stock/stock-link';
import { BatchItem } from './batch-item';
import { DecidedTable } from './decided-table';
import styles from './desk.module.css';
import { LinesTable } from './lines-table';
import { WaitingItem } from './waiting-item';

/** What waits for one's own department: items of adopted packages, its part of batches, its money. */
export function DeskPage() {
  const t = useTranslations('desk');
  const places = useTranslations('common.places');
  const [query, reload] = useQuery({ query: DeskDocument });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  const desk = query.data?.desk;
  return (
    <Page
      title={t('title')}
      documentTitle={t('title')}
      extra={
        desk && (
          <>
            <DepartmentName department={desk.department} />
            <LinkButton href="/budgets">{places('budgets')}</LinkButton>
            <LinkButton href="/verification">{t('verification')}</LinkButton>
            <LinkButton href="/payments">{t('payments')}</LinkButton>
            <LinkButton href="/recoveries">{t('recoveries')}</LinkButton>
            <LinkButton href="/appraisal">{t('appraisal')}</LinkButton>
            <DonationsLink />
            <StockLink />
            <ReserveLink />
            <LinkButton href="/audit">{t('selfAudit')}</LinkButton>
          </>
        )
      }
    >
      <QueryBoundary query={query} retry={refresh}>
        {(data) => (data.desk ? <Desk desk={data.desk} onChange={refresh} /> : <NoPermission reason={t('noDesk')} />)}
      </QueryBoundary>
    </Page>
  );
}

function Desk({ desk, onChange }: { desk: NonNullable<DeskQuery['desk']>; onChange: () => void }) {
  const t = useTranslations('desk');
  const [told, setTold] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const decided = (text: string) => {
    setTold(text);
    heading.current?.focus({ preventScroll: true });
    onChange();
  };
  return (
    <>
      <section className="stack" aria-labelledby="waiting">
        <h2 id="waiting" ref={heading} tabIndex={-1}>
          {t('waiting', { count: desk.waiting.length })}
        </h2>
        <p role="status" className={styles.told}>
          {told}
        </p>
        {desk.waiting.length === 0 ? (
          <EmptyState title={t('nothingWaiting')} hint={t('nothingWaitingHint')} />
        ) : (
          <ul className={styles.items}>
            {desk.waiting.map((item) => (
              <WaitingItem key={item.packageItem.id} item={item} lines={desk.lines} onDecided={decided} />
            ))}
          </ul>
        )}
      </section>
      <PaymentsWaiting />
      {desk.batches.length > 0 && (
        <section className="stack" aria-labelledby="batches">
          <h2 id="batches">{t('batches')}</h2>
          <ul className={styles.items}>
            {desk.batches.map((batch) => (
              <BatchItem key={batch.id} batch={batch} departmentCode={desk.department.code} onDecided={decided} />
            ))}
          </ul>
        </section>
      )}
      <section className="stack" aria-labelledby="lines">
        <h2 id="lines">{t('lines')}</h2>
        {desk.lines.length > 0 ? <LinesTable lines={desk.lines} /> : <p className="quiet">{t('noLines')}</p>}
      </section>
      {desk.decided.length > 0 && (
        <section className="stack" aria-labelledby="decided">
          <h2 id="decided">{t('decided', { count: desk.decided.length })}</h2>
          <DecidedTable items={desk.decided} />
        </section>
      )}
    </>
  );
}
