'use client';

import { RequestVerificationDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

interface Values {
  numbers: string;
  purpose: string;
}

/** Asks about the households of a list of identity numbers, as they are pasted. */
export function AskListDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations('verification');
  const router = useRouter();
  const [form] = Form.useForm<Values>();
  const ask = useCommand(RequestVerificationDocument);
  const submit = ({ numbers, purpose }: Values) =>
    ask.run({ idNumbers: numbers.split(/[\s,，、;；]+/).filter(Boolean), purpose });
  return (
    <FormDialog
      open={open}
      title={t('askList')}
      okText={t('send')}
      form={form}
      command={ask}
      onSubmit={submit}
      onDone={({ id }) => {
        form.resetFields();
        onClose();
        router.push(`/verification/${id}`);
      }}
      onClose={onClose}
    >
      <Form.Item
        name="numbers"
        label={t('idNumbers')}
        extra={t('idNumbersHint')}
        rules={[{ required: true, message: t('idNumbersMissing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} />
      </Form.Item>
      <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('purposeMissing') }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
