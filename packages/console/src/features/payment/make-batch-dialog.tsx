'use client';

import { MakePaymentBatchDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from '@/i18n/navigation';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { latestMonths } from './payments-page';

interface MakeValues {
  kind: string;
  month: string;
  takesOver?: boolean;
}

/** Begins a batch of the own department. */
export function MakeBatchDialog({ untaken, onClose }: { untaken: number; onClose: () => void }) {
  const t = useTranslations('payments');
  const router = useRouter();
  const { today } = useViewer();
  const [form] = Form.useForm<MakeValues>();
  const make = useCommand(MakePaymentBatchDocument);
  const kind = Form.useWatch('kind', form);
  const submit = (values: MakeValues) => make.run({ ...values, takesOver: values.takesOver ?? false });
  return (
    <FormDialog
      open
      fresh
      title={t('make')}
      okText={t('gather')}
      form={form}
      initialValues={{ kind: 'monthly', month: today.slice(0, 7), takesOver: false }}
      command={make}
      onSubmit={submit}
      onDone={(result) => router.push(`/payments/${result.id}`)}
      onClose={onClose}
    >
      <Form.Item name="kind" label={t('kind')}>
        <Radio.Group options={['monthly', 'ad_hoc'].map((value) => ({ value, label: t(`kinds.${value}`) }))} />
      </Form.Item>
      <p className="quiet">{t(`kindHint.${kind ?? 'monthly'}`)}</p>
      <Form.Item name="month" label={t('filter.month')}>
        <Select options={latestMonths(today).map((value) => ({ value, label: value }))} />
      </Form.Item>
      {untaken > 0 && kind !== 'ad_hoc' && (
        <Form.Item name="takesOver" valuePropName="checked" extra={t('takesOverHint')}>
          <Checkbox>{t('takesOver', { count: untaken })}</Checkbox>
        </Form.Item>
      )}
    </FormDialog>
  );
}
