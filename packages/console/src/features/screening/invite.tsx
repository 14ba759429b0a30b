'use client';

import { InviteEntitledDocument, type ScreeningFindingPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

/** Asks the township to invite who is entitled; tells when it was asked. */
export function Invite({ finding }: { finding: ScreeningFindingPartsFragment }) {
  const t = useTranslations('screening');
  const invite = useCommand(InviteEntitledDocument);
  const { id, reach, invitedOn, personName, allowedActions } = finding;
  if (reach === 'case') return t('hasCase');
  if (invitedOn) return t('invitedOn', { day: invitedOn });
  return (
    <>
      <ActionButton
        size="small"
        action="invite"
        allowedActions={allowedActions}
        aria-label={t('inviteNamed', { name: personName })}
        loading={invite.running}
        onClick={() => invite.run({ findingId: id })}
      >
        {t('invite')}
      </ActionButton>
      <MutationFailure failure={invite.failure} />
    </>
  );
}
