'use client';

import {
  type DiscoveryPartsFragment,
  RevealDiscoveryDocument,
  type RevealDiscoveryMutation,
} from '@yimen/schema/documents';
import type { FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyNumber } from '@/features/privacy/copy-number';
import { type Purpose, PurposeDialog } from '@/features/privacy/purpose-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

type Revealed = Extract<RevealDiscoveryMutation['revealDiscovery'], { __typename: 'RevealedDiscovery' }>;

/** What stands below a name to look into: the household, or of whom only a list knows the number, in full for a purpose. */
export function DiscoveryNumber({ discovery }: { discovery: DiscoveryPartsFragment }) {
  const t = useTranslations('list');
  const words = useTranslations('privacy');
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>();
  const reveal = useCommand(RevealDiscoveryDocument);
  const { id, personName, registered, householdCode, maskedNumber, allowedActions } = discovery;
  if (registered) return householdCode;

  const submit = async (values: Purpose, form: FormInstance<Purpose>) => {
    const result = await reveal.run({ discoveryId: id, ...values });
    if (isFailure(result)) return reveal.setFailure(placeProblems(form, result));
    setRevealed(result);
    setAsking(false);
  };
  return (
    <>
      {revealed ? (
        <>
          {revealed.name} {revealed.idNumber}
          <CopyNumber text={revealed.idNumber} />
        </>
      ) : (
        <>
          {maskedNumber} {t('registry.unregistered')}{' '}
          <ActionButton
            type="link"
            size="small"
            action="reveal_identity"
            allowedActions={allowedActions}
            aria-label={words('revealOf', { name: personName })}
            onClick={() => setAsking(true)}
          >
            {words('reveal')}
          </ActionButton>
        </>
      )}
      <PurposeDialog
        title={words('revealOf', { name: personName })}
        purpose="contact"
        open={asking}
        running={reveal.running}
        failure={reveal.failure}
        onSubmit={submit}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
