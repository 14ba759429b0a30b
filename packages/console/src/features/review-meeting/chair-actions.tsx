'use client';

import { AdoptItemDocument, CloseMeetingDocument, TakeItemDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { AdoptPartsDialog } from './adopt-parts-dialog';
import { DeferDialog } from './defer-dialog';
import type { AgendaItemView, MeetingView } from './meeting-page';
import { RefuseDialog } from './refuse-dialog';
import styles from './review-meeting.module.css';

interface ChairActionsProps {
  meeting: MeetingView;
  /** The item under discussion. */
  item: AgendaItemView | undefined;
}

/** The chair's one next action as one big button, the others beneath it. */
export function ChairActions({ meeting, item }: ChairActionsProps) {
  const queued = meeting.agenda
    .filter(({ status }) => status === 'queued')
    .sort((a, b) => a.position - b.position)
    .at(0);
  if (item) return <DecideItem meeting={meeting} item={item} />;
  return <MoveOn meeting={meeting} queued={queued} />;
}

function MoveOn({ meeting, queued }: { meeting: MeetingView; queued: AgendaItemView | undefined }) {
  const t = useTranslations('meetings');
  const take = useCommand(TakeItemDocument);
  const close = useCommand(CloseMeetingDocument);
  return (
    <>
      {queued && (
        <ActionButton
          action="take"
          allowedActions={queued.allowedActions}
          type="primary"
          size="large"
          block
          className={styles.next}
          loading={take.running}
          onClick={() => take.run({ itemId: queued.id, expectedVersion: queued.version })}
        >
          {t('take')}
        </ActionButton>
      )}
      <MutationFailure failure={take.failure} onClose={() => take.setFailure(undefined)} />
      <ActionButton
        action="close"
        allowedActions={meeting.allowedActions}
        type={queued ? 'default' : 'primary'}
        size={queued ? 'middle' : 'large'}
        block
        className={queued ? undefined : styles.next}
        loading={close.running}
        onClick={() => close.run({ meetingId: meeting.id, expectedVersion: meeting.version })}
      >
        {t('close')}
      </ActionButton>
      <MutationFailure failure={close.failure} onClose={() => close.setFailure(undefined)} />
    </>
  );
}

function DecideItem({ meeting, item }: { meeting: MeetingView; item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const [dialog, setDialog] = useState<'refuse' | 'defer' | 'parts'>();
  const close = () => setDialog(undefined);
  const adopt = useCommand(AdoptItemDocument);
  const { tally, allowedActions } = item;
  const refusal = allowedActions.find(({ action, allowed }) => action === 'adopt' && !allowed);
  return (
    <>
      <ActionButton
        action="adopt"
        allowedActions={allowedActions}
        type="primary"
        size="large"
        block
        className={styles.next}
        loading={adopt.running}
        onClick={() => adopt.run({ itemId: item.id, expectedVersion: item.version })}
      >
        {t('adopt')}
      </ActionButton>
      <p className={styles.tally} data-testid="tally">
        {tally.hidden
          ? t('secretCast', { cast: tally.cast, members: tally.members })
          : t('tally', { for: tally.for, against: tally.against, abstain: tally.abstain })}{' '}
        {t(tally.reached ? 'quorumReached' : 'quorumMissing', { quorum: tally.quorum, members: tally.members })}
      </p>
      {refusal?.reason && <p className="quiet">{refusal.reason}</p>}
      <MutationFailure failure={adopt.failure} onClose={() => adopt.setFailure(undefined)} />
      <div className="row">
        {item.case && (
          <ActionButton action="adopt" allowedActions={allowedActions} onClick={() => setDialog('parts')}>
            {t('adoptParts')}
          </ActionButton>
        )}
        <ActionButton action="refuse" allowedActions={allowedActions} onClick={() => setDialog('refuse')}>
          {t('refuse')}
        </ActionButton>
        <ActionButton action="defer" allowedActions={allowedActions} onClick={() => setDialog('defer')}>
          {t('defer')}
        </ActionButton>
      </div>
      {dialog === 'refuse' && <RefuseDialog item={item} onClose={close} />}
      {dialog === 'defer' && <DeferDialog meeting={meeting} item={item} onClose={close} />}
      {dialog === 'parts' && item.case && <AdoptPartsDialog item={item} caseId={item.case.id} onClose={close} />}
    </>
  );
}
