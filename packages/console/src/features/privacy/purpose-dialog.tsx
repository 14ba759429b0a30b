'use client';

import { type Label, READING_PURPOSES } from '@yimen/schema';
import { Form, type FormInstance, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import type { Failure } from '@/lib/graphql';

export interface Purpose {
  purpose: string;
  note?: string;
}

interface PurposeDialogProps {
  /** What is read. */
  title: string;
  /** What is most likely meant. */
  purpose: string;
  /** What one may read it for; what the numbers of a person are read for unless said. */
  purposes?: Record<string, Label>;
  open: boolean;
  running: boolean;
  failure: Failure | undefined;
  onSubmit: (values: Purpose, form: FormInstance<Purpose>) => unknown;
  onClose: () => void;
}

/** Asks for what something of a person is read in full; the reading is kept. */
export function PurposeDialog({
  title,
  purpose,
  purposes = READING_PURPOSES,
  open,
  running,
  failure,
  onSubmit,
  onClose,
}: PurposeDialogProps) {
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
      running={running}
      failure={failure}
      onSubmit={(values) => onSubmit(values, form)}
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
