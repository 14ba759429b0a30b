'use client';

import {
  DecideReserveUseDocument,
  type ReserveUsePartsFragment,
  TakeBackReserveUseDocument,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, StatusTag } from '@/lib/page';
import { ReasonDialog } from '../payment/reason-dialog';
import { Deadline } from '../today/deadline';
import { PapersDialog } from './papers-dialog';
import styles from './reserve.module.css';

interface UseProps {
  use: ReserveUsePartsFragment;
  onDone: (told: string) => void;
}

/** The list that the county sees (R101): whom, why, who saw and approved it, and how far its papers are. */
export function UsesTable({
  uses,
  onDone,
}: {
  uses: readonly ReserveUsePartsFragment[];
  onDone: (told: string) => void;
}) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  return (
    <ListTable
      rowKey="id"
      small
      rows={uses}
      columns={[
        {
          title: t('who'),
          key: 'who',
          render: (_, { householdId, headName, township, paidOn }) => (
            <div>
              {householdId ? <Link href={`/households/${householdId}`}>{headName}</Link> : headName}
              <div className="quiet">
                {b(township)} · {paidOn}
              </div>
            </div>
          ),
        },
        {
          title: t('amountPaid'),
          key: 'amount',
          align: 'right',
          render: (_, { amountFen }) => <Money fen={amountFen} />,
        },
        {
          title: t('reason'),
          key: 'reason',
          render: (_, use) => (
            <div className={styles.story}>
              {b(use.reason.name)}
              {use.whatHappened && <div className="quiet">{use.whatHappened}</div>}
            </div>
          ),
        },
        {
          title: t('people'),
          key: 'people',
          render: (_, { confirmedBy, approvedBy, signedBy, recordedBy }) => (
            <div className={`quiet ${styles.story}`}>
              {t('signatures', { confirmedBy, approvedBy, recordedBy })}
              {signedBy && <div>{t('signedName', { name: signedBy })}</div>}
            </div>
          ),
        },
        { title: t('state'), key: 'state', render: (_, use) => <State use={use} /> },
        ...(uses.some(({ allowedActions }) => allowedActions.length > 0)
          ? [
              {
                title: t('toDo'),
                key: 'actions',
                render: (_: unknown, use: ReserveUsePartsFragment) => <Actions use={use} onDone={onDone} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function State({ use }: Pick<UseProps, 'use'>) {
  const t = useTranslations('reserve');
  const { status, document, note, settledBy } = use;
  return (
    <div className={styles.story}>
      <StatusTag kind="reserveUse" status={status} /> {status === 'awaiting_papers' && <Deadline {...use} />}
      {document && <div className="quiet">{t('file', { document })}</div>}
      {note && <div>{note}</div>}
      {settledBy && <div className="quiet">{t('settledBy', { name: settledBy })}</div>}
    </div>
  );
}

function Actions({ use, onDone }: UseProps) {
  const t = useTranslations('reserve');
  const [dialog, setDialog] = useState<'file' | 'send_back' | 'take_back'>();
  const decide = useCommand(DecideReserveUseDocument);
  const takeBack = useCommand(TakeBackReserveUseDocument);
  const { id: useId, version: expectedVersion, allowedActions, headName } = use;
  if (allowedActions.length === 0) return null;
  const told = (result: Parameters<typeof isFailure>[0], word: string) => {
    if (!isFailure(result)) onDone(word);
  };
  const act = async (action: string) => {
    if (action === 'settle') told(await decide.run({ useId, expectedVersion, outcome: 'settle' }), 'settle');
    else setDialog(action as 'file');
  };
  return (
    <>
      <div className="row">
        {(['file', 'settle', 'send_back', 'take_back'] as const).map((action) => (
          <ActionButton
            key={action}
            action={action}
            size="small"
            type={action === 'file' || action === 'settle' ? 'primary' : 'default'}
            allowedActions={allowedActions}
            loading={action === 'settle' && decide.running}
            aria-label={t('actionOf', { action: t(`act.${action}`), name: headName })}
            onClick={() => act(action)}
          >
            {t(`act.${action}`)}
          </ActionButton>
        ))}
      </div>
      {!dialog && <MutationFailure failure={decide.failure} onClose={() => decide.setFailure(undefined)} />}
      {dialog === 'file' && (
        <PapersDialog use={use} onClose={() => setDialog(undefined)} onDone={() => onDone('file')} />
      )}
      {dialog === 'send_back' && (
        <ReasonDialog
          title={t('act.send_back')}
          hint={t('sendBackHint')}
          command={decide}
          run={async (reason) => {
            const result = await decide.run({ useId, expectedVersion, outcome: 'send_back', reason });
            told(result, 'send_back');
            return result;
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'take_back' && (
        <ReasonDialog
          title={t('act.take_back')}
          hint={t('takeBackHint')}
          command={takeBack}
          run={async (reason) => {
            const result = await takeBack.run({ useId, expectedVersion, reason });
            told(result, 'take_back');
            return result;
          }}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  );
}
