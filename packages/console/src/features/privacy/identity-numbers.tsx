'use client';

import { CopyOutlined } from '@ant-design/icons';
import { type PersonPartsFragment, RevealIdentityDocument, type RevealIdentityMutation } from '@yimen/schema/documents';
import { App, Button, type FormInstance } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { type Purpose, PurposeDialog } from './purpose-dialog';

type Person = Pick<PersonPartsFragment, 'id' | 'name' | 'idNumber' | 'phone' | 'allowedActions'>;
type Revealed = Extract<RevealIdentityMutation['revealIdentity'], { __typename: 'RevealedIdentity' }>;

/** A person's numbers, masked; in full for this visit once one has said what for. */
export function IdentityNumbers({ person }: { person: Person }) {
  const t = useTranslations('privacy');
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>();
  const command = useCommand(RevealIdentityDocument);
  const submit = async (values: Purpose, form: FormInstance<Purpose>) => {
    const result = await command.run({ personId: person.id, ...values });
    if (isFailure(result)) return command.setFailure(placeProblems(form, result));
    setRevealed(result);
    setAsking(false);
  };
  const { idNumber, phone } = revealed ?? person;
  return (
    <>
      {idNumber}
      {revealed && <Copy text={revealed.idNumber} />}
      {phone && (
        <>
          {' · '}
          {phone}
          {revealed && <Copy text={phone} />}
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
        okText={t('reveal')}
        open={asking}
        usual="check_card"
        running={command.running}
        failure={command.failure}
        onSubmit={submit}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

export function Copy({ text }: { text: string }) {
  const t = useTranslations('privacy');
  const { message } = App.useApp();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success(t('copied')),
      () => message.error(t('notCopied')),
    );
  return <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t('copy', { text })} onClick={copy} />;
}
