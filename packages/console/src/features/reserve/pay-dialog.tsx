'use client';

import { PayFromReserveDocument } from '@yimen/schema/documents';
import { Form, Input, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { formatYuan } from '@/lib/money';
import { useViewer } from '@/lib/viewer';
import type { ReserveBoard } from './reserve-page';

interface PayValues {
  householdCode: string;
  amount: string;
  reason: string;
  whatHappened: string;
  confirmedBy: string;
  approvedBy: string;
  paidOn: string;
  signedBy: string;
}

interface PayDialogProps {
  reserve: ReserveBoard;
  householdCode?: string;
  onClose: () => void;
  onDone: () => void;
}

/** Pays a household at once from what the clerk's own township holds. */
export function PayDialog({ reserve, householdCode, onClose, onDone }: PayDialogProps) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  const locale = useLocale();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<PayValues>();
  const pay = useCommand(PayFromReserveDocument);
  const submit = async (values: PayValues) => {
    const result = await pay.run(values);
    if (isFailure(result)) pay.setFailure(placeProblems(form, result));
    else onDone();
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  const name = (field: 'confirmedBy' | 'approvedBy' | 'signedBy') => (
    <Form.Item name={field} label={t(field)} rules={required}>
      <Input maxLength={50} autoComplete="off" />
    </Form.Item>
  );
  const left = reserve.townships[0]?.leftFen ?? 0;
  const figures = { left: formatYuan(left, locale), ceiling: formatYuan(reserve.ceilingFen, locale) };
  return (
    <FormDialog
      open
      fresh
      width={640}
      title={t('use')}
      okText={t('payNow')}
      form={form}
      initialValues={{ paidOn: today, householdCode }}
      running={pay.running}
      failure={pay.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('useHint')}</p>
      <Form.Item name="householdCode" label={t('householdCode')} rules={required}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('chooseReason') }]}>
        <Select options={reserve.reasons.map(({ code, name: label }) => ({ value: code, label: b(label) }))} />
      </Form.Item>
      <Form.Item name="whatHappened" label={t('whatHappened')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amount')}
        extra={t('amountHint', { ...figures, days: reserve.ceilingDays })}
        rules={required}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
      {name('confirmedBy')}
      {name('approvedBy')}
      {name('signedBy')}
      <Form.Item name="paidOn" label={t('paidOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
    </FormDialog>
  );
}
