'use client';

import {
  ApproveRecalculationDocument,
  CancelRecalculationDocument,
  CarryOnRecalculationDocument,
  JudgeRecalculationDocument,
  type RecalculationPartsFragment,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ReasonDialog } from '@/features/payment/reason-dialog';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';

interface Props {
  recalculation: RecalculationPartsFragment;
  onDone: () => void;
}

/** The next step as one big button, with what it will do in one sentence. */
export function RecalculationActions({ recalculation, onDone }: Props) {
  const t = useTranslations('recalculation');
  const commands = {
    approve: useCommand(ApproveRecalculationDocument),
    carry_on: useCommand(CarryOnRecalculationDocument),
    judge: useCommand(JudgeRecalculationDocument),
  };
  const cancel = useCommand(CancelRecalculationDocument);
  const [isCancelling, setCancelling] = useState(false);
  const { id, version, allowedActions } = recalculation;
  const of = { recalculationId: id, expectedVersion: version };
  const failed = Object.values(commands).find(({ failure }) => failure);
  if (allowedActions.length === 0) return null;
  const step = async (name: keyof typeof commands) => {
    for (const command of Object.values(commands)) command.setFailure(undefined);
    const result = await commands[name].run(of);
    if (!isFailure(result) || result.__typename === 'StaleVersion') onDone();
  };
  return (
    <section className="stack" aria-label={t('actions')}>
      <MutationFailure failure={failed?.failure} onClose={() => failed?.setFailure(undefined)} />
      {allowedActions.some(({ action }) => action === 'approve') && <WillDo recalculation={recalculation} />}
      <div className="row">
        {(['approve', 'carry_on', 'judge'] as const).map((name) => (
          <ActionButton
            key={name}
            type={name === 'judge' ? 'default' : 'primary'}
            size="large"
            action={name}
            allowedActions={allowedActions}
            loading={commands[name].running}
            onClick={() => step(name)}
          >
            {t(`step.${name}`)}
          </ActionButton>
        ))}
        <ActionButton size="large" action="cancel" allowedActions={allowedActions} onClick={() => setCancelling(true)}>
          {t('step.cancel')}
        </ActionButton>
      </div>
      {isCancelling && (
        <ReasonDialog
          title={t('step.cancel')}
          hint={t('cancelHint')}
          command={cancel}
          run={async (reason) => {
            const result = await cancel.run({ ...of, reason });
            if (!isFailure(result)) onDone();
            return result;
          }}
          onClose={() => setCancelling(false)}
        />
      )}
    </section>
  );
}

function WillDo({ recalculation: { sums, fromMonth } }: Pick<Props, 'recalculation'>) {
  const t = useTranslations('recalculation');
  const of = (kind: string) => sums.find((sum) => sum.kind === kind);
  return (
    <p>
      {t.rich('willDo', {
        more: of('more')?.rows ?? 0,
        from: fromMonth.slice(0, 7),
        money: () => <Money fen={of('more')?.monthFen ?? 0} />,
        lower: (of('less')?.rows ?? 0) + (of('ends')?.rows ?? 0),
      })}
    </p>
  );
}
