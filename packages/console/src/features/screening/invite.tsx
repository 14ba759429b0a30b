'use client';

import { InviteEntitledDocument, type ScreeningFindingPartsFragment } from '@yimen/schema/documents';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

/** Asks the township to invite who is entitled; tells when it was asked. */
export function Invite({ finding }: { finding: ScreeningFindingPartsFragment }) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const { message } = App.useApp();
  const invite = useCommand(InviteEntitledDocument);
  const { id, reach, invitedOn, personName, allowedActions } = finding;
  const ask = async () => {
    const result = await invite.run({ findingId: id });
    if (!isFailure(result)) message.success(t('asked', { township: b(result.townshipName), name: personName }));
  };
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
        onClick={ask}
      >
        {t('invite')}
      </ActionButton>
      <MutationFailure failure={invite.failure} />
    </>
  );
}
