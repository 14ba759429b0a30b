'use client';

import { RecordReceiptDocument, type RecoveryPartsFragment } from '@yimen/schema/documents';
import { App, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { Money } from '@/lib/money';
import { useViewer } from '@/lib/viewer';

interface Receipt {
  amount: string;
  on: string;
  document: string;
}

interface ReceiptDialogProps {
  recovery: RecoveryPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** Records money that a family gave back: amount, day and receipt. */
export function ReceiptDialog({ recovery, onClose, onDone }: ReceiptDialogProps) {
  const t = useTranslations('recovery');
  const { message } = App.useApp();
  const { today } = useViewer();
  const [form] = Form.useForm<Receipt>();
  const record = useCommand(RecordReceiptDocument);
  const submit = (receipt: Receipt) => record.run({ recoveryId: recovery.id, ...receipt });
  const done = () => {
    message.success(t('recorded'));
    onDone();
  };
  return (
    <FormDialog
      open
      fresh
      title={t('record')}
      okText={t('record')}
      form={form}
      initialValues={{ on: today }}
      command={record}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <p className="quiet">{t.rich('leftHint', { money: () => <Money fen={recovery.leftFen} /> })}</p>
      <Form.Item
        name="amount"
        label={t('amountLabel')}
        rules={[{ required: true, whitespace: true, message: t('amountMissing') }]}
      >
        <Input inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="on" label={t('day')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="document"
        label={t('document')}
        rules={[{ required: true, whitespace: true, message: t('documentMissing') }]}
      >
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
