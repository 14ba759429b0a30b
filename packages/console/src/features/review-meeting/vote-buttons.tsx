'use client';

import {
  CastSecretVoteDocument,
  CastVoteDocument,
  ComposerDocument,
  RecordUnanimousDocument,
} from '@yimen/schema/documents';
import { Button, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import type { AgendaItemView } from './meeting-page';
import styles from './review-meeting.module.css';

const CHOICES = ['for', 'against', 'abstain'] as const;

interface VoteButtonsProps {
  item: AgendaItemView;
  /** The member whom the chair records; undefined for oneself. */
  staffId: string | undefined;
  presentIds: readonly string[];
}

/** The version of what one votes on, as the composer beside the buttons shows it. */
function useShownVersion({ case: file, subjectVersion }: AgendaItemView): number {
  const [{ data }] = useQuery({
    query: ComposerDocument,
    variables: { caseId: file?.id ?? '' },
    requestPolicy: 'cache-only',
    pause: !file,
  });
  return data?.case?.package?.version ?? subjectVersion;
}

/** A vote is cast once; the chair may record the ayes of all who are in the room and have not voted. */
export function VoteButtons({ item, staffId, presentIds }: VoteButtonsProps) {
  const t = useTranslations('meetings');
  const { staff } = useViewer();
  const vote = useCommand(CastVoteDocument);
  const secretVote = useCommand(CastSecretVoteDocument);
  const isSecret = item.ballot === 'secret';
  const subjectVersion = useShownVersion(item);
  const unanimous = useCommand(RecordUnanimousDocument);
  const voted = new Set(item.votes.map((one) => one.staff.id));
  const forOthers = item.allowedActions.some(({ action, allowed }) => action === 'record_for_others' && allowed);
  const aside = new Set(item.recusals.map((one) => one.staff.id));
  const waiting = presentIds.filter((id) => !voted.has(id) && !aside.has(id));
  const differs = item.votes.some((one) => one.choice !== 'for');
  const done = voted.has(staffId ?? staff.id);

  const told = useRef<HTMLParagraphElement>(null);

  // A button that greys under the finger would lose the keyboard its place.
  useEffect(() => {
    if (done && document.activeElement?.matches('body, :disabled')) told.current?.focus({ preventScroll: true });
  }, [done]);

  const cast = (choice: string) =>
    isSecret
      ? secretVote.run({ itemId: item.id, subjectVersion, secretChoice: choice })
      : vote.run({ itemId: item.id, subjectVersion, choice, staffId });

  return (
    <div>
      <div className="row">
        {CHOICES.map((choice) => (
          <Button
            key={choice}
            disabled={done || unanimous.running}
            loading={vote.running || secretVote.running}
            onClick={() => cast(choice)}
          >
            {t(`choices.${choice}`)}
          </Button>
        ))}
        {forOthers && !isSecret && (
          <Tooltip title={differs ? t('notAllFor') : undefined}>
            <Button
              disabled={waiting.length === 0 || differs}
              loading={unanimous.running}
              onClick={() => unanimous.run({ itemId: item.id, subjectVersion })}
            >
              {t('allFor')}
            </Button>
          </Tooltip>
        )}
      </div>
      {done && (
        <p ref={told} tabIndex={-1} role="status" className={`quiet ${styles.told}`}>
          {t('hasVoted')}
        </p>
      )}
      <MutationFailure failure={vote.failure} onClose={() => vote.setFailure(undefined)} />
      <MutationFailure failure={unanimous.failure} onClose={() => unanimous.setFailure(undefined)} />
      <MutationFailure failure={secretVote.failure} onClose={() => secretVote.setFailure(undefined)} />
    </div>
  );
}
