'use client';

import {
  type PaymentBatchPartsFragment,
  PaymentLinesDocument,
  type PaymentLinesQuery,
  TakeOutPaymentDocument,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './payment.module.css';

type Line = NonNullable<NonNullable<PaymentLinesQuery['paymentBatch']>['lines']>['nodes'][number];

const STATES = ['all', 'in', 'out', 'paid', 'returned'] as const;

/** Who is in a batch, and who is not and why; for who may see names. */
export function BatchLines({ batch, onDone }: { batch: PaymentBatchPartsFragment; onDone: () => void }) {
  const t = useTranslations('payments');
  const [state, setState] = useState<(typeof STATES)[number]>('all');
  const [after, setAfter] = useState<string>();
  const [query, reload] = useQuery({
    query: PaymentLinesDocument,
    variables: { id: batch.id, state: state === 'all' ? undefined : state, after },
  });
  // A step of the batch and an answer of the bank change lines too.
  const step = `${batch.version} ${batch.results.filter(({ status }) => status === 'applied').length}`;
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    reload({ requestPolicy: 'network-only' });
  }, [step, reload]);
  if (query.data?.paymentBatch && !query.data.paymentBatch.lines) return <p className="quiet">{t('sumsOnly')}</p>;
  const again = () => {
    reload({ requestPolicy: 'network-only' });
    onDone();
  };
  return (
    <section className="paper stack" aria-labelledby="payment-lines">
      <h2 id="payment-lines">{t('linesTitle')}</h2>
      <Segmented
        aria-label={t('state')}
        value={state}
        onChange={(value) => {
          setState(value);
          setAfter(undefined);
        }}
        options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
      />
      <QueryBoundary query={query} retry={again}>
        {({ paymentBatch }) => {
          const lines = paymentBatch?.lines;
          if (!lines || lines.nodes.length === 0) return <EmptyState title={t('noLines')} />;
          return (
            <>
              <LinesTable batch={batch} lines={lines.nodes} onDone={again} />
              <CursorPager total={lines.total} after={after} nextCursor={lines.nextCursor} onGo={setAfter} />
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}

function LinesTable({
  batch,
  lines,
  onDone,
}: {
  batch: PaymentBatchPartsFragment;
  lines: readonly Line[];
  onDone: () => void;
}) {
  const t = useTranslations('payments');
  const b = useBilingual();
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const takeOut = useCommand(TakeOutPaymentDocument);
  const townships = new Map(county.data?.townships.map(({ code, name }) => [code, b(name)]));
  const out = async (lineId: string) => {
    const result = await takeOut.run({ batchId: batch.id, expectedVersion: batch.version, lineId });
    if (!isFailure(result)) onDone();
  };
  const mayTakeOut = batch.allowedActions.some(({ action }) => action === 'take_out');
  return (
    <>
      <MutationFailure failure={takeOut.failure} onClose={() => takeOut.setFailure(undefined)} />
      <ListTable
        small
        rowKey={({ id }) => id}
        rows={lines}
        pagination={false}
        columns={[
          {
            title: t('payee'),
            render: (_, { payee, householdId }) => <Link href={`/households/${householdId}`}>{payee}</Link>,
          },
          { title: t('township'), render: (_, { townshipCode }) => townships.get(townshipCode) ?? townshipCode },
          { title: t('program'), render: (_, { program }) => b(program.name) },
          { title: t('filter.month'), render: (_, { month }) => month?.slice(0, 7) ?? '—' },
          { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
          { title: t('account'), render: (_, { account }) => account ?? '—' },
          {
            title: t('state'),
            render: (_, { state, reason, resultOn }) => (
              <div className={styles.why}>
                <StatusTag kind="paymentLine" status={state} />{' '}
                {state === 'out' && reason ? t(`problems.${reason}`) : reason} {resultOn}
              </div>
            ),
          },
          ...(mayTakeOut
            ? [
                {
                  title: t('actions'),
                  render: (_: unknown, { id, state, payee }: Line) =>
                    state === 'in' && (
                      <ActionButton
                        size="small"
                        action="take_out"
                        allowedActions={batch.allowedActions}
                        aria-label={t('takeOutOf', { name: payee })}
                        onClick={() => out(id)}
                      >
                        {t('takeOut')}
                      </ActionButton>
                    ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
