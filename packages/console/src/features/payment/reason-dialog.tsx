'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, isFailure, placeProblems } from '@/lib/graphql';

interface ReasonDialogProps {
  title: string;
  hint: string;
  command: { running: boolean; failure: Failure | undefined; setFailure: (failure: Failure | undefined) => void };
  run: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks why, for a step that others will want to understand. */
export function ReasonDialog({ title, hint, command, run, onClose }: ReasonDialogProps) {
  const t = useTranslations('payments');
  const [form] = Form.useForm<{ reason: string }>();
  const submit = async ({ reason }: { reason: string }) => {
    const result = await run(reason);
    if (isFailure(result)) command.setFailure(placeProblems(form, result));
    else onClose();
  };
  return (
    <FormDialog
      open
      fresh
      title={title}
      okText={title}
      form={form}
      running={command.running}
      failure={command.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{hint}</p>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
