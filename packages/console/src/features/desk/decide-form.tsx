'use client';

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Button, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton, type AllowedAction } from '@/lib/page';

type Outcome = 'confirmed' | 'declined';
interface Decision {
  key: string;
  outcome: string;
  reason?: string | null;
}

interface DecideFormProps<Data, Input extends Decision> {
  document: TypedDocumentNode<Data, { input: Input }>;
  /** What is decided: the input without its decision. */
  of: Omit<Input, keyof Decision>;
  allowedActions: readonly AllowedAction[];
  confirmAction: string;
  declineAction: string;
  confirmLabel: string;
  /** The names of the buttons with what they decide, for those who do not see where they stand. */
  confirmName: string;
  declineName: string;
  /** Told after the decision, or when someone else was faster. */
  onDecided: (outcome: Outcome | 'elsewhere') => void;
}

/** Confirm at one press; decline with its reason written beneath. What was typed stays until it is done. */
export function DecideForm<Data, Input extends Decision>({
  document,
  of,
  allowedActions,
  confirmAction,
  declineAction,
  confirmLabel,
  confirmName,
  declineName,
  onDecided,
}: DecideFormProps<Data, Input>) {
  const t = useTranslations('desk');
  const confirm = useCommand(document);
  const decline = useCommand(document);
  const [declining, setDeclining] = useState(false);
  const running = confirm.running || decline.running;

  const decide = async (outcome: Outcome, reason: string | null) => {
    if (running) return;
    const [chosen, other] = outcome === 'confirmed' ? [confirm, decline] : [decline, confirm];
    other.setFailure(undefined);
    const result = await chosen.run({ ...of, outcome, reason } as unknown as Omit<Input, 'key'>);
    if (!isFailure(result)) onDecided(outcome);
    else if (result.__typename === 'WrongState') onDecided('elsewhere');
  };

  return (
    <div className="stack">
      <div className="row">
        <ActionButton
          action={confirmAction}
          allowedActions={allowedActions}
          type="primary"
          aria-label={confirmName}
          loading={confirm.running}
          onClick={() => decide('confirmed', null)}
        >
          {confirmLabel}
        </ActionButton>
        {!declining && (
          <ActionButton
            action={declineAction}
            allowedActions={allowedActions}
            aria-label={declineName}
            onClick={() => setDeclining(true)}
          >
            {t('decline')}
          </ActionButton>
        )}
      </div>
      {declining && (
        <DeclineReason
          running={decline.running}
          wrong={decline.failure?.__typename === 'InvalidInput'}
          onDecline={(reason) => decide('declined', reason)}
          onCancel={() => {
            setDeclining(false);
            decline.setFailure(undefined);
          }}
        />
      )}
      <MutationFailure failure={confirm.failure ?? decline.failure} />
    </div>
  );
}

interface DeclineReasonProps {
  running: boolean;
  wrong: boolean;
  onDecline: (reason: string) => void;
  onCancel: () => void;
}

function DeclineReason({ running, wrong, onDecline, onCancel }: DeclineReasonProps) {
  const t = useTranslations('desk');
  const id = useId();
  const [reason, setReason] = useState('');
  return (
    <div className="stack">
      <div>
        <label htmlFor={id}>{t('reason')}</label>
        <Input.TextArea
          id={id}
          autoFocus
          placeholder={t('reasonHint')}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          status={wrong ? 'error' : ''}
          aria-invalid={wrong}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <div className="row">
        <Button danger loading={running} onClick={() => onDecline(reason)}>
          {t('confirmDecline')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  );
}
