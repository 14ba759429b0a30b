'use client';

import {
  ApprovePaymentBatchDocument,
  CancelPaymentBatchDocument,
  GatherPaymentBatchDocument,
  type PaymentBatchPartsFragment,
  SendBackPaymentBatchDocument,
  SendPaymentBatchDocument,
  SubmitPaymentBatchDocument,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { ReasonDialog } from '@/lib/reason-dialog';

interface Props {
  batch: PaymentBatchPartsFragment;
  onDone: () => void;
}

/** The next step of a batch as one big button, and the ways back. */
export function BatchActions({ batch, onDone }: Props) {
  const t = useTranslations('payments');
  const commands = {
    submit: useCommand(SubmitPaymentBatchDocument),
    approve: useCommand(ApprovePaymentBatchDocument),
    send: useCommand(SendPaymentBatchDocument),
    gather: useCommand(GatherPaymentBatchDocument),
  };
  const sendBack = useCommand(SendBackPaymentBatchDocument);
  const cancel = useCommand(CancelPaymentBatchDocument);
  const [asking, setAsking] = useState<'send_back' | 'cancel'>();
  const of = { batchId: batch.id, expectedVersion: batch.version };
  const failed = Object.values(commands).find(({ failure }) => failure);
  const step = async (name: keyof typeof commands) => {
    for (const command of Object.values(commands)) command.setFailure(undefined);
    const result = await commands[name].run(of);
    if (!isFailure(result) || result.__typename === 'StaleVersion') onDone();
  };
  return (
    <section className="stack" aria-label={t('actions')}>
      <MutationFailure failure={failed?.failure} onClose={() => failed?.setFailure(undefined)} />
      <div className="row">
        {(['submit', 'approve', 'send', 'gather'] as const).map((name) => (
          <ActionButton
            key={name}
            type={name === 'gather' ? 'default' : 'primary'}
            size="large"
            action={name}
            allowedActions={batch.allowedActions}
            loading={commands[name].running}
            onClick={() => step(name)}
          >
            {t(`step.${name}`)}
          </ActionButton>
        ))}
        {(['send_back', 'cancel'] as const).map((name) => (
          <ActionButton
            key={name}
            size="large"
            action={name}
            allowedActions={batch.allowedActions}
            onClick={() => setAsking(name)}
          >
            {t(`step.${name}`)}
          </ActionButton>
        ))}
      </div>
      {asking && (
        <ReasonDialog
          title={t(`step.${asking}`)}
          hint={t(`stepHint.${asking}`)}
          command={asking === 'cancel' ? cancel : sendBack}
          onSubmit={({ reason }) => (asking === 'cancel' ? cancel : sendBack).run({ ...of, reason })}
          onDone={() => {
            setAsking(undefined);
            onDone();
          }}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}
