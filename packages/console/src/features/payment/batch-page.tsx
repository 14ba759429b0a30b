'use client';

import {
  PaymentBatchDocument,
  type PaymentBatchPartsFragment,
  type PaymentSumPartsFragment,
} from '@yimen/schema/documents';
import { Alert, Steps } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { JobProgress } from '@/features/job/job-progress';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import { BankResults } from './bank-results';
import { BatchActions } from './batch-actions';
import { BatchLines, type LinesShown } from './batch-lines';
import styles from './payment.module.css';

const EVERY_MS = 1000;
const STEPS = ['gathering', 'draft', 'submitted', 'approved', 'sent', 'settled'];

/** One batch: how far it is, what is in it, what could not be paid, and what the bank said. */
export function PaymentBatchPage({ id }: { id: string }) {
  const t = useTranslations('payments');
  const [shown, setShown] = useState<LinesShown>({});
  const [query, reload] = useQuery({ query: PaymentBatchDocument, variables: { id, ...shown } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const batch = query.data?.paymentBatch;
  const underWay = batch?.status === 'gathering' || batch?.results.some(({ status }) => status === 'checking');
  usePolling(again, underWay ?? false, EVERY_MS);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ paymentBatch }) =>
        paymentBatch ? (
          <Page
            title={t('titleOf', { number: paymentBatch.number })}
            breadcrumb={[{ title: t('title'), href: '/payments' }, { title: paymentBatch.number }]}
            extra={<StatusTag kind="paymentBatch" status={paymentBatch.status} />}
          >
            <Head batch={paymentBatch} />
            {paymentBatch.status === 'gathering' && paymentBatch.jobId && (
              <JobProgress jobId={paymentBatch.jobId} onEnd={again} />
            )}
            <BatchActions batch={paymentBatch} onDone={again} />
            <Totals batch={paymentBatch} />
            <BankResults batch={paymentBatch} onDone={again} />
            {paymentBatch.status !== 'gathering' && (
              <BatchLines batch={paymentBatch} shown={shown} onShow={setShown} onDone={again} />
            )}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/payments">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function Head({ batch }: { batch: PaymentBatchPartsFragment }) {
  const t = useTranslations('payments');
  const by = (name: string | null, at: string | null) => (name && at ? `${name} ${formatDateTime(at)}` : undefined);
  const done: Record<string, string | undefined> = {
    gathering: by(batch.madeBy, batch.madeAt),
    submitted: by(batch.submittedBy, batch.submittedAt),
    approved: by(batch.checkedBy, batch.checkedAt),
    sent: by(batch.sentBy, batch.sentAt),
  };
  return (
    <section className="paper stack" aria-label={t('progress')}>
      <p>
        <DepartmentName department={batch.department} /> · {batch.month.slice(0, 7)} · {t(`kinds.${batch.kind}`)}
      </p>
      {batch.reason && (
        <Alert
          type={batch.status === 'cancelled' ? 'info' : 'warning'}
          showIcon
          title={t(batch.status === 'cancelled' ? 'cancelledFor' : 'sentBackFor', { reason: batch.reason })}
        />
      )}
      {batch.status !== 'cancelled' && (
        <Steps
          size="small"
          current={STEPS.indexOf(batch.status) + (batch.status === 'settled' ? 1 : 0)}
          items={STEPS.map((step) => ({ title: t(`steps.${step}`), content: done[step] }))}
        />
      )}
    </section>
  );
}

function Totals({ batch }: { batch: PaymentBatchPartsFragment }) {
  const t = useTranslations('payments');
  const { totals } = batch;
  const counted = (count: number, fen: number) => (
    <>
      {t('count', { count })} <Money fen={fen} />
    </>
  );
  return (
    <section className="paper stack" aria-label={t('totals')}>
      <dl className={styles.totals} data-testid="totals">
        <div>
          <dt className="quiet">{t('inBatch')}</dt>
          <dd>{counted(totals.lines, totals.fen)}</dd>
        </div>
        <div>
          <dt className="quiet">{t('paid')}</dt>
          <dd>{counted(totals.paid, totals.paidFen)}</dd>
        </div>
        <div>
          <dt className="quiet">{t('returned')}</dt>
          <dd>{counted(totals.returned, totals.returnedFen)}</dd>
        </div>
        <div>
          <dt className="quiet">{t('out')}</dt>
          <dd>{t('count', { count: totals.problems })}</dd>
        </div>
      </dl>
      {totals.lines > 0 && (
        <div className={styles.sums}>
          <Sums title={t('byProgram')} sums={batch.byProgram} />
          <Sums title={t('byLine')} sums={batch.byLine} />
          <Sums title={t('byTownship')} sums={batch.byTownship} />
        </div>
      )}
    </section>
  );
}

function Sums({ title, sums }: { title: string; sums: readonly PaymentSumPartsFragment[] }) {
  const t = useTranslations('payments');
  const b = useBilingual();
  return (
    <ListTable
      small
      rowKey={({ key }) => key}
      rows={sums}
      scroll={{}}
      columns={[
        { title, render: (_, { label }) => b(label) },
        { title: t('lines'), align: 'right', render: (_, { lines }) => lines },
        { title: t('amount'), align: 'right', render: (_, { fen }) => <Money fen={fen} /> },
      ]}
    />
  );
}
