'use client';

import { type PersonPartsFragment, RevealIdentityDocument, type RevealIdentityMutation } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { CopyNumber } from './copy-number';
import { PurposeDialog } from './purpose-dialog';

type Person = Pick<PersonPartsFragment, 'id' | 'name' | 'idNumber' | 'phone' | 'allowedActions'>;
type Revealed = Extract<RevealIdentityMutation['revealIdentity'], { __typename: 'RevealedIdentity' }>;

/** A person's numbers, masked; in full for this visit once one has said what for. */
export function IdentityNumbers({ person }: { person: Person }) {
  const t = useTranslations('privacy');
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>();
  const reveal = useCommand(RevealIdentityDocument);
  const { idNumber, phone } = revealed ?? person;
  return (
    <>
      {idNumber}
      {revealed && <CopyNumber text={revealed.idNumber} />}
      {phone && (
        <>
          {' · '}
          {phone}
          {revealed && <CopyNumber text={phone} />}
        </>
      )}{' '}
      {!revealed && (
        <ActionButton
          type="link"
          size="small"
          action="reveal_identity"
          allowedActions={person.allowedActions}
          aria-label={t('revealOf', { name: person.name })}
          onClick={() => setAsking(true)}
        >
          {t('reveal')}
        </ActionButton>
      )}
      {person.allowedActions.some(({ action }) => action === 'see_readings') && (
        <Link href={`/identity-readings?person=${person.id}`} className="no-print">
          {t('readings')}
        </Link>
      )}
      <PurposeDialog
        title={t('revealOf', { name: person.name })}
        purpose="check_card"
        open={asking}
        command={reveal}
        onSubmit={(values) => reveal.run({ personId: person.id, ...values })}
        onDone={(found) => {
          setRevealed(found);
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
