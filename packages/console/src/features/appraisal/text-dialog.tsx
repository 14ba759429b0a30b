'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, isFailure, placeProblems } from '@/lib/graphql';

interface TextDialogProps {
  open: boolean;
  title: string;
  hint: string;
  label: string;
  command: {
    run: (text: string) => Promise<unknown>;
    running: boolean;
    failure: Failure | undefined;
    setFailure: (failure: Failure | undefined) => void;
  };
  onClose: () => void;
  onDone: () => void;
}

/** Something said in words for good: an objection, or a correction. */
export function TextDialog({ open, title, hint, label, command, onClose, onDone }: TextDialogProps) {
  const t = useTranslations('appraisal');
  const [form] = Form.useForm<{ text: string }>();
  const submit = async ({ text }: { text: string }) => {
    const result = await command.run(text);
    if (isFailure(result)) return command.setFailure(placeProblems(form, result));
    onClose();
    onDone();
  };
  return (
    <FormDialog
      fresh
      open={open}
      title={title}
      form={form}
      running={command.running}
      failure={command.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{hint}</p>
      <Form.Item name="text" label={label} rules={[{ required: true, whitespace: true, message: t('textMissing') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}
