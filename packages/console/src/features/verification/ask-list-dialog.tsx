'use client';

import { RequestVerificationDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, useCommand } from '@/lib/graphql';

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
  const submit = async ({ numbers, purpose }: Values) => {
    const idNumbers = numbers.split(/[\s,，、;；]+/).filter(Boolean);
    const result = await ask.run({ idNumbers, purpose });
    if (isFailure(result)) return;
    form.resetFields();
    onClose();
    router.push(`/verification/${result.id}`);
  };
  return (
    <FormDialog
      open={open}
      title={t('askList')}
      okText={t('send')}
      form={form}
      running={ask.running}
      failure={ask.failure}
      onSubmit={submit}
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
