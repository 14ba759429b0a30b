'use client';

import { RecordLivelihoodDocument } from '@yimen/schema/documents';
import { Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { fenToYuanText } from '@/lib/money';
import { useViewer } from '@/lib/viewer';
import type { LivelihoodYear } from './livelihood-panel';

interface Values {
  year: number;
  newRevenue: string;
  livelihood: string;
  document: string;
  reason?: string;
}

interface LivelihoodDialogProps {
  years: readonly LivelihoodYear[];
  onClose: () => void;
  onDone: () => void;
}

/** Tells a year's amounts, or corrects those that are on record. */
export function LivelihoodDialog({ years, onClose, onDone }: LivelihoodDialogProps) {
  const t = useTranslations('livelihood');
  const { today } = useViewer();
  const [form] = Form.useForm<Values>();
  const year = Form.useWatch('year', form);
  const figures = years.find((one) => one.year === year)?.figures ?? [];
  const record = useCommand(RecordLivelihoodDocument);
  const submit = async (values: Values) => {
    const result = await record.run({ ...values, expectedVersion: figures.length });
    if (isFailure(result)) record.setFailure(placeProblems(form, result));
    else onDone();
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  const amount = (name: 'newRevenue' | 'livelihood') => {
    const fen = figures[0]?.[`${name}Fen`];
    return (
      <Form.Item
        name={name}
        label={t(`${name}Yuan`)}
        extra={fen === undefined ? undefined : t('onRecord', { yuan: fenToYuanText(fen) })}
        rules={required}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
    );
  };
  return (
    <FormDialog
      open
      fresh
      title={t('record')}
      form={form}
      initialValues={{ year: Number(today.slice(0, 4)) - 1 }}
      running={record.running}
      failure={record.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('recordHint')}</p>
      <Form.Item name="year" label={t('year')} rules={[{ required: true, message: t('missing') }]}>
        <InputNumber precision={0} />
      </Form.Item>
      {amount('newRevenue')}
      {amount('livelihood')}
      <Form.Item name="document" label={t('document')} rules={required}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      {figures.length > 0 && (
        <Form.Item name="reason" label={t('reason')} rules={required}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      )}
    </FormDialog>
  );
}
