'use client';

import { type HouseholdVerificationPartsFragment, RequestVerificationDocument } from '@yimen/schema/documents';
import { Alert, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ItemsField } from './items-field';

interface Values {
  items: string[];
  purpose: string;
}

interface DialogProps {
  verification: HouseholdVerificationPartsFragment;
  caseId: string | null;
  open: boolean;
  onClose: () => void;
}

/** Asks the registers about a household: what its programs want unless chosen otherwise. */
export function AskDialog({ verification, caseId, open, onClose }: DialogProps) {
  const t = useTranslations('verification');
  const router = useRouter();
  const [form] = Form.useForm<Values>();
  const ask = useCommand(RequestVerificationDocument);
  const { householdId, items, wanted, members } = verification;
  const unsigned = members.filter(({ authorisations }) => !authorisations.some(({ state }) => state === 'standing'));

  const submit = (values: Values) => ask.run({ ...values, householdIds: [householdId], caseId });

  return (
    <FormDialog
      fresh
      open={open}
      title={t('verify')}
      okText={t('send')}
      form={form}
      initialValues={{ items: wanted, purpose: t('usualPurpose') }}
      command={ask}
      onSubmit={submit}
      onDone={(result) => router.push(`/verification/${result.id}`)}
      onClose={onClose}
    >
      {unsigned.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('unsigned', { names: unsigned.map(({ person }) => person.name).join('、') })}
          description={t('unsignedHint')}
        />
      )}
      <ItemsField items={items} />
      <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('purposeMissing') }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
