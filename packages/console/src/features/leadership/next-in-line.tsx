'use client';

import {
  NextInLineDocument,
  TakeInNextDocument,
  type WaitingCallPartsFragment,
  WaitingCallsDocument,
  type WaitingEntryPartsFragment,
} from '@yimen/schema/documents';
import { Alert, Modal, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';

type Entry = WaitingEntryPartsFragment;
type Call = WaitingCallPartsFragment & { next?: Entry | null };

/** What a call changes is read again. */
export const AFTER_A_CALL = { additionalTypenames: ['WaitingCall', 'WaitingEntry', 'WaitingProgram'] };

interface NextInLineProps {
  year: number;
  /** The entry whose turn a task tells of. */
  entry: string | undefined;
}

/** Whose turn has come, since money or a place is free; his department takes him in here. */
export function NextInLine({ year, entry: wanted }: NextInLineProps) {
  const t = useTranslations('leadership.turn');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: NextInLineDocument, variables: { year }, context: AFTER_A_CALL });
  const [calling, setCalling] = useState<Entry>();
  const next = data?.nextInLine ?? [];
  const isServed = wanted && data && !next.some(({ id }) => id === wanted);
  const first = [...next].sort((one, other) => Number(other.id === wanted) - Number(one.id === wanted));
  return (
    <>
      {isServed && <Alert type="info" showIcon title={t('served')} />}
      {next.length > 0 && (
        <section className="stack" aria-labelledby="next-in-line" data-testid="next-in-line">
          <h2 id="next-in-line">{t('title', { count: next.length })}</h2>
          <p className="quiet">{t('hint')}</p>
          <ListTable<Entry>
            rowKey="id"
            rows={first}
            columns={[
              { title: t('program'), render: (_, { program }) => b(program.name) },
              {
                title: t('person'),
                render: (_, { personName, townshipName, urgent }) => (
                  <>
                    {personName} {townshipName && <span className="quiet">{b(townshipName)}</span>}{' '}
                    {urgent && <Tag color="warning">{t('urgent')}</Tag>}
                  </>
                ),
              },
              { title: t('needed'), align: 'right', render: (_, { neededFen }) => <Money fen={neededFen} /> },
              { title: t('why'), render: (_, { turn }) => b(turn) },
              {
                title: t('action'),
                render: (_, entry) => (
                  <ActionButton
                    type="primary"
                    size="small"
                    action="take_in"
                    allowedActions={entry.allowedActions}
                    aria-label={t('takeInNamed', { name: entry.personName, program: b(entry.program.name) })}
                    onClick={() => setCalling(entry)}
                  >
                    {t('takeIn')}
                  </ActionButton>
                ),
              },
            ]}
          />
        </section>
      )}
      {calling && <TurnDialog first={calling} onClose={() => setCalling(undefined)} />}
    </>
  );
}

/** One confirmation takes somebody in; who is no longer entitled is told with the reason, and then it is the next one's turn. */
function TurnDialog({ first, onClose }: { first: Entry; onClose: () => void }) {
  const t = useTranslations('leadership.turn');
  const b = useBilingual();
  const [entry, setEntry] = useState<Entry | undefined>(first);
  const [calls, setCalls] = useState<Call[]>([]);
  const command = useCommand(TakeInNextDocument);
  const takeIn = async () => {
    if (!entry) return onClose();
    const result = await command.run({ entryId: entry.id });
    if (isFailure(result)) return;
    setCalls([...calls, result]);
    setEntry(result.next ?? undefined);
  };
  return (
    <Modal
      open
      title={t('dialog', { program: b(first.program.name) })}
      okText={entry ? t('takeInOne', { name: entry.personName }) : t('done')}
      cancelText={t('later')}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {entry && <CancelBtn />}
          <OkBtn />
        </>
      )}
      confirmLoading={command.running}
      mask={{ closable: false }}
      onOk={takeIn}
      onCancel={onClose}
    >
      <div className="stack">
        {calls.map((call) => (
          <Outcome key={call.id} call={call} />
        ))}
        {entry ? (
          <>
            <p>
              {t.rich(calls.length > 0 ? 'thenNext' : 'next', {
                name: entry.personName,
                turn: b(entry.turn),
                amount: () => <Money fen={entry.neededFen} />,
              })}
            </p>
            <p className="quiet">{t('judgedAgain')}</p>
          </>
        ) : (
          <p className="quiet">{t('nobodyNext')}</p>
        )}
        <MutationFailure failure={command.failure} />
      </div>
    </Modal>
  );
}

function Outcome({ call: { outcome, personName, amountFen, reason } }: { call: Call }) {
  const t = useTranslations('leadership.turn');
  const b = useBilingual();
  const taken = outcome === 'taken_in';
  return (
    <Alert
      type={taken ? 'success' : 'warning'}
      showIcon
      title={t.rich(taken ? 'takenIn' : 'passedOver', { name: personName, amount: () => <Money fen={amountFen} /> })}
      description={reason && b(reason)}
    />
  );
}

/** Whose turn came this year, and what came of it. */
export function WaitingCalls({ year }: { year: number }) {
  const t = useTranslations('leadership.turn');
  const b = useBilingual();
  const [{ data }] = useQuery({ query: WaitingCallsDocument, variables: { year }, context: AFTER_A_CALL });
  const calls = data?.waitingCalls ?? [];
  if (calls.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="waiting-calls">
      <h2 id="waiting-calls">{t('calls')}</h2>
      <ListTable<WaitingCallPartsFragment>
        rowKey="id"
        rows={calls}
        columns={[
          { title: t('at'), render: (_, { calledAt }) => formatDateTime(calledAt) },
          { title: t('program'), render: (_, { program }) => b(program.name) },
          { title: t('person'), render: (_, { personName }) => personName },
          { title: t('needed'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
          {
            title: t('outcome'),
            render: (_, { outcome }) => (
              <Tag color={outcome === 'taken_in' ? 'success' : 'warning'}>{t(`outcomes.${outcome}`)}</Tag>
            ),
          },
          { title: t('why'), render: (_, { reason, turn }) => b(reason ?? turn) },
          { title: t('by'), render: (_, { calledBy }) => calledBy },
        ]}
      />
    </section>
  );
}
