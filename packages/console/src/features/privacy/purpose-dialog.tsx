'use client';

import { READING_PURPOSES, type ReadingPurpose } from '@yimen/schema';
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
  title: string;
  okText: string;
  open: boolean;
  usual: ReadingPurpose;
  running: boolean;
  failure: Failure | undefined;
  onSubmit: (values: Purpose, form: FormInstance<Purpose>) => unknown;
  onClose: () => void;
}

/** Asks what somebody reads numbers in full for. */
export function PurposeDialog({ usual, onSubmit, ...dialog }: PurposeDialogProps) {
  const t = useTranslations('privacy');
  const b = useBilingual();
  const [form] = Form.useForm<Purpose>();
  const purpose = Form.useWatch('purpose', form);
  return (
    <FormDialog
      fresh
      {...dialog}
      form={form}
      initialValues={{ purpose: usual }}
      onSubmit={(values) => onSubmit(values, form)}
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
