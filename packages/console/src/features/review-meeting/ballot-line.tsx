'use client';

import { ChooseBallotDocument, CountBallotDocument } from '@yimen/schema/documents';
import { Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import type { AgendaItemView } from './meeting-page';

const BALLOTS = ['open', 'secret'] as const;

/** How the item is voted on: chosen by the chair before the first vote; he has a secret one counted. */
export function BallotLine({ item }: { item: AgendaItemView }) {
  const t = useTranslations('meetings');
  const choose = useCommand(ChooseBallotDocument);
  const count = useCommand(CountBallotDocument);
  const { id: itemId, version: expectedVersion, ballot, allowedActions, tally } = item;
  const chooses = allowedActions.some(({ action, allowed }) => action === 'choose_ballot' && allowed);
  return (
    <div>
      {chooses ? (
        <Radio.Group
          aria-label={t('ballot')}
          value={ballot}
          disabled={choose.running}
          onChange={({ target }) => choose.run({ itemId, expectedVersion, ballot: target.value })}
          options={BALLOTS.map((one) => ({ value: one, label: t(`ballots.${one}`) }))}
        />
      ) : (
        <span>{t(`ballots.${ballot}`)}</span>
      )}
      {tally.hidden && <p className="quiet">{t('secretCast', { cast: tally.cast, members: tally.members })}</p>}
      <ActionButton
        action="count_ballot"
        allowedActions={allowedActions}
        loading={count.running}
        onClick={() => count.run({ itemId, expectedVersion })}
      >
        {t('countBallot')}
      </ActionButton>
      <MutationFailure failure={choose.failure} onClose={() => choose.setFailure(undefined)} />
      <MutationFailure failure={count.failure} onClose={() => count.setFailure(undefined)} />
    </div>
  );
}
