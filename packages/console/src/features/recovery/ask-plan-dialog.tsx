'use client';

import { AskRecoveryPlanDocument, type RecoveryPartsFragment } from '@yimen/schema/documents';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

interface Terms {
  kind: 'instalments' | 'set_off';
  months?: number;
  percent?: number;
  firstDueOn?: string;
  reason: string;
}

interface AskPlanDialogProps {
  recovery: RecoveryPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** Asks for later or smaller parts; another person decides on it. */
export function AskPlanDialog({ recovery, onClose, onDone }: AskPlanDialogProps) {
  const t = useTranslations('recovery');
  const [form] = Form.useForm<Terms>();
  const kind = Form.useWatch('kind', form) ?? 'instalments';
  const ask = useCommand(AskRecoveryPlanDocument);
  const submit = ({ months, percent, ...terms }: Terms) => {
    const of = terms.kind === 'set_off' ? { percent } : { months };
    return ask.run({ recoveryId: recovery.id, ...terms, ...of });
  };
  return (
    <FormDialog
      open
      fresh
      title={t('askPlan')}
      okText={t('askPlan')}
      form={form}
      initialValues={{ kind: 'instalments', months: 12 }}
      command={ask}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <p className="quiet">{t('askPlanHint')}</p>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Select
          options={(['instalments', 'set_off'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </Form.Item>
      {kind === 'instalments' ? (
        <Form.Item name="months" label={t('months')}>
          <InputNumber precision={0} />
        </Form.Item>
      ) : (
        <Form.Item name="percent" label={t('percent')}>
          <InputNumber precision={0} />
        </Form.Item>
      )}
      <Form.Item name="firstDueOn" label={t('firstDueOn')}>
        <DayPicker />
      </Form.Item>
    </FormDialog>
  );
}
