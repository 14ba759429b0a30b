'use client';

import {
  type PaymentBatchPartsFragment,
  type PaymentBatchQuery,
  TakeOutPaymentDocument,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { EmptyState } from '@/lib/states';
import styles from './payment.module.css';

type Batch = NonNullable<PaymentBatchQuery['paymentBatch']>;
type Line = NonNullable<Batch['lines']>['nodes'][number];

const STATES = ['all', 'in', 'out', 'paid', 'returned'] as const;

/** Which lines of a batch are looked at, and from where on. */
export interface LinesShown {
  state?: string;
  after?: string;
}

interface BatchLinesProps {
  batch: Batch;
  shown: LinesShown;
  onShow: (shown: LinesShown) => void;
  onDone: () => void;
}

/** Who is in a batch, and who is not and why; for who may see names. */
export function BatchLines({ batch, shown, onShow, onDone }: BatchLinesProps) {
  const t = useTranslations('payments');
  const { lines } = batch;
  if (!lines) return <p className="quiet">{t('sumsOnly')}</p>;
  const { state, after } = shown;
  return (
    <section className="paper stack" aria-labelledby="payment-lines">
      <h2 id="payment-lines">{t('linesTitle')}</h2>
      <Segmented
        aria-label={t('state')}
        value={state ?? 'all'}
        onChange={(value) => onShow({ state: value === 'all' ? undefined : value })}
        options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
      />
      {lines.nodes.length === 0 ? (
        <EmptyState title={t('noLines')} />
      ) : (
        <>
          <LinesTable batch={batch} lines={lines.nodes} onDone={onDone} />
          <CursorPager
            total={lines.total}
            after={after}
            nextCursor={lines.nextCursor}
            onGo={(next) => onShow({ state, after: next })}
          />
        </>
      )}
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
