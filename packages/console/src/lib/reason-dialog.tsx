'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type CommandState, FormDialog } from './form-dialog';
import type { Failure } from './graphql';

interface ReasonDialogProps<Values extends { reason: string }, Done extends object> {
  title: string;
  /** The title unless said. */
  okText?: string;
  /** What follows from it, in a sentence. */
  hint: string;
  /** What the reason is called; "reason" unless said. */
  label?: string;
  command: CommandState;
  initialValues?: Partial<Values>;
  onSubmit: (values: Values) => Promise<Done | Failure>;
  /** After a success; closes unless said. */
  onDone?: (done: Done) => unknown;
  onClose: () => void;
  /** What else is asked, before the reason. */
  children?: ReactNode;
}

/** Asks why, for a step that others will want to understand. */
export function ReasonDialog<Values extends { reason: string }, Done extends object>({
  title,
  okText = title,
  hint,
  label,
  children,
  ...dialog
}: ReasonDialogProps<Values, Done>) {
  const t = useTranslations('common.reason');
  const [form] = Form.useForm<Values>();
  return (
    <FormDialog open fresh title={title} okText={okText} form={form} {...dialog}>
      <p className="quiet">{hint}</p>
      {children}
      <Form.Item
        name="reason"
        label={label ?? t('label')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
