'use client';

import {
  type DiscoveryPartsFragment,
  RevealDiscoveryDocument,
  type RevealDiscoveryMutation,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyNumber } from '@/features/privacy/copy-number';
import { PurposeDialog } from '@/features/privacy/purpose-dialog';
import { useCommand } from '@/lib/graphql';
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
        command={reveal}
        onSubmit={(values) => reveal.run({ discoveryId: id, ...values })}
        onDone={(found) => {
          setRevealed(found);
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
