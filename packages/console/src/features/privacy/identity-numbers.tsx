'use client';

import { CopyOutlined } from '@ant-design/icons';
import { READING_PURPOSES } from '@yimen/schema';
import { type PersonPartsFragment, RevealIdentityDocument, type RevealIdentityMutation } from '@yimen/schema/documents';
import { App, Button, Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

type Person = Pick<PersonPartsFragment, 'id' | 'name' | 'idNumber' | 'phone' | 'allowedActions'>;
type Revealed = Extract<RevealIdentityMutation['revealIdentity'], { __typename: 'RevealedIdentity' }>;

interface Purpose {
  purpose: string;
  note?: string;
}

/** A person's numbers, masked; in full for this visit once one has said what for. */
export function IdentityNumbers({ person }: { person: Person }) {
  const t = useTranslations('privacy');
  const [asking, setAsking] = useState(false);
  const [revealed, setRevealed] = useState<Revealed>();
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
      <PurposeDialog person={person} open={asking} onClose={() => setAsking(false)} onRevealed={setRevealed} />
    </>
  );
}

function Copy({ text }: { text: string }) {
  const t = useTranslations('privacy');
  const { message } = App.useApp();
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success(t('copied')),
      () => message.error(t('notCopied')),
    );
  return <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t('copy', { text })} onClick={copy} />;
}

interface PurposeDialogProps {
  person: Person;
  open: boolean;
  onClose: () => void;
  onRevealed: (revealed: Revealed) => void;
}

function PurposeDialog({ person, open, onClose, onRevealed }: PurposeDialogProps) {
  const t = useTranslations('privacy');
  const b = useBilingual();
  const [form] = Form.useForm<Purpose>();
  const purpose = Form.useWatch('purpose', form);
  const reveal = useCommand(RevealIdentityDocument);

  const submit = async (values: Purpose) => {
    const result = await reveal.run({ personId: person.id, ...values });
    if (isFailure(result)) return reveal.setFailure(placeProblems(form, result));
    onRevealed(result);
    onClose();
  };

  return (
    <FormDialog
      fresh
      open={open}
      title={t('revealOf', { name: person.name })}
      okText={t('reveal')}
      form={form}
      initialValues={{ purpose: 'check_card' }}
      running={reveal.running}
      failure={reveal.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('kept')}</p>
      <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('purposeMissing') }]}>
        <Radio.Group
          vertical
          options={Object.entries(READING_PURPOSES).map(([value, label]) => ({ value, label: b(label) }))}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('note')}
        rules={[{ required: purpose === 'other', whitespace: true, message: t('noteMissing') }]}
      >
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
