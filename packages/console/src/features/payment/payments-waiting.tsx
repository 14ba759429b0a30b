'use client';

import { PaymentBatchesDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { BatchesTable } from './payments-page';

const OVER = ['settled', 'cancelled'];

/** The payment batches of the own department that are not done. */
export function PaymentsWaiting() {
  const t = useTranslations('payments');
  const [query] = useQuery({ query: PaymentBatchesDocument, variables: {} });
  const open = query.data?.paymentBatches.nodes.filter(({ status }) => !OVER.includes(status)) ?? [];
  if (open.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="payments-waiting">
      <h2 id="payments-waiting">{t('waiting', { count: open.length })}</h2>
      <BatchesTable batches={open} />
    </section>
  );
}
