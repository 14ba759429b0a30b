'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { type CommandState, FormDialog } from '@/lib/form-dialog';
import type { Failure } from '@/lib/graphql';

interface TextDialogProps {
  open: boolean;
  title: string;
  hint: string;
  label: string;
  command: CommandState;
  onSubmit: (text: string) => Promise<object | Failure>;
  onClose: () => void;
  onDone: () => void;
}

/** Something said in words for good: an objection, or a correction. */
export function TextDialog({ open, title, hint, label, command, onSubmit, onClose, onDone }: TextDialogProps) {
  const t = useTranslations('appraisal');
  const [form] = Form.useForm<{ text: string }>();
  const done = () => {
    onClose();
    onDone();
  };
  return (
    <FormDialog
      fresh
      open={open}
      title={title}
      form={form}
      command={command}
      onSubmit={({ text }) => onSubmit(text)}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{hint}</p>
      <Form.Item name="text" label={label} rules={[{ required: true, whitespace: true, message: t('textMissing') }]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}
