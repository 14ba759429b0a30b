'use client';

import { type Label, READING_PURPOSES } from '@yimen/schema';
import { Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { type CommandState, FormDialog } from '@/lib/form-dialog';
import type { Failure } from '@/lib/graphql';

export interface Purpose {
  purpose: string;
  note?: string;
}

interface PurposeDialogProps<Done extends object> {
  /** What is read. */
  title: string;
  /** What is most likely meant. */
  purpose: string;
  /** What one may read it for; what the numbers of a person are read for unless said. */
  purposes?: Record<string, Label>;
  open: boolean;
  command: CommandState;
  onSubmit: (values: Purpose) => Promise<Done | Failure>;
  /** What was opened. */
  onDone: (done: Done) => void;
  onClose: () => void;
}

/** Asks for what something of a person is read in full; the reading is kept. */
export function PurposeDialog<Done extends object>({
  title,
  purpose,
  purposes = READING_PURPOSES,
  open,
  command,
  onSubmit,
  onDone,
  onClose,
}: PurposeDialogProps<Done>) {
  const t = useTranslations('privacy');
  const b = useBilingual();
  const [form] = Form.useForm<Purpose>();
  const chosen = Form.useWatch('purpose', form);
  return (
    <FormDialog
      fresh
      open={open}
      title={title}
      okText={t('reveal')}
      form={form}
      initialValues={{ purpose }}
      command={command}
      onSubmit={onSubmit}
      onDone={onDone}
      onClose={onClose}
    >
      <p className="quiet">{t('kept')}</p>
      <Form.Item name="purpose" label={t('purpose')} rules={[{ required: true, message: t('purposeMissing') }]}>
        <Radio.Group
          vertical
          options={Object.entries(purposes).map(([value, label]) => ({ value, label: b(label) }))}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('note')}
        rules={[{ required: chosen === 'other', whitespace: true, message: t('noteMissing') }]}
      >
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
