'use client';

import { AskForBudgetDocument } from '@yimen/schema/documents';
import { Form, Input, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { formatYuan } from '@/lib/money';
import type { ReserveBoard } from './reserve-page';

interface AdvanceValues {
  townshipCode: string;
  amount: string;
  reason: string;
  document: string;
}

interface AdvanceDialogProps {
  kind: 'advance' | 'reclaim';
  lineId: string;
  reserve: ReserveBoard;
  onClose: () => void;
  onDone: () => void;
}

/** Asks that a township be advanced more, or give some back; somebody else decides it. */
export function AdvanceDialog({ kind, lineId, reserve, onClose, onDone }: AdvanceDialogProps) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  const locale = useLocale();
  const [form] = Form.useForm<AdvanceValues>();
  const code = Form.useWatch('townshipCode', form);
  const township = reserve.townships.find(({ townshipCode }) => townshipCode === code);
  const most = township && Math.max(0, reserve.floatFen - township.leftFen - township.unsettledFen);
  const ask = useCommand(AskForBudgetDocument);
  const submit = async (values: AdvanceValues) => {
    const result = await ask.run({ lineId, kind, ...values });
    if (isFailure(result)) ask.setFailure(placeProblems(form, result));
    else onDone();
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      title={t(kind)}
      okText={t('ask')}
      form={form}
      running={ask.running}
      failure={ask.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t(`${kind}Hint`)}</p>
      <Form.Item name="townshipCode" label={t('township')} rules={[{ required: true, message: t('chooseTownship') }]}>
        <Select
          options={reserve.townships.map(({ townshipCode, township: name }) => ({
            value: townshipCode,
            label: b(name),
          }))}
        />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('amount')}
        extra={
          township &&
          t(`${kind}Most`, {
            left: formatYuan(township.leftFen, locale),
            unsettled: formatYuan(township.unsettledFen, locale),
            most: formatYuan(most ?? 0, locale),
          })
        }
        rules={required}
      >
        <Input inputMode="decimal" autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item name="reason" label={t('why')} rules={required}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="document" label={t('order')} rules={required}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
