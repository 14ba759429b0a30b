'use client';

import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { type LinesForDonationsQuery, RecordDonationDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { WishFields, type WishValues } from './wish-fields';

interface DonationValues {
  lineId: string;
  source: DonationSource;
  donor?: string;
  publishesName?: boolean;
  amount: string;
  receivedOn: string;
  document: string;
  hasWish?: boolean;
  wish?: WishValues;
}

interface RecordDialogProps {
  lines: LinesForDonationsQuery['linesForDonations'];
  onClose: () => void;
  onDone: (number: string) => void;
}

/** Puts money that came in on record, with what its giver wishes. */
export function RecordDialog({ lines, onClose, onDone }: RecordDialogProps) {
  const t = useTranslations('donations');
  const b = useBilingual();
  const { today } = useViewer();
  const dayRule = useDayRule(today);
  const [form] = Form.useForm<DonationValues>();
  const source = Form.useWatch('source', form);
  const hasWish = Form.useWatch('hasWish', form);
  const record = useCommand(RecordDonationDocument);
  const submit = ({ hasWish: _bound, publishesName = false, wish, ...values }: DonationValues) =>
    record.run({ ...values, publishesName, wish: wish ?? null });
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      title={t('record')}
      form={form}
      initialValues={{ receivedOn: today, publishesName: true, lineId: lines.length === 1 ? lines[0]?.id : undefined }}
      command={record}
      onSubmit={submit}
      onDone={(result) => onDone(result.number)}
      onClose={onClose}
    >
      <Form.Item name="amount" label={t('amountYuan')} rules={required}>
        <Input inputMode="decimal" maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="lineId" label={t('line')} rules={[{ required: true, message: t('chooseLine') }]}>
        <Select options={lines.map(({ id, label }) => ({ value: id, label: b(label) }))} />
      </Form.Item>
      <Form.Item name="source" label={t('source')} rules={[{ required: true, message: t('chooseSource') }]}>
        <Select options={Object.entries(DONATION_SOURCES).map(([value, name]) => ({ value, label: b(name) }))} />
      </Form.Item>
      {source !== 'anonymous' && (
        <>
          <Form.Item
            name="donor"
            label={t('donor')}
            extra={source === 'crowdfunding' && t('donorHint')}
            rules={required}
          >
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name="publishesName" valuePropName="checked">
            <Checkbox>{t('publishesName')}</Checkbox>
          </Form.Item>
        </>
      )}
      <Form.Item name="receivedOn" label={t('receivedOn')} rules={[...required, dayRule]}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="document" label={t('document')} rules={required}>
        <Input maxLength={100} placeholder={t('documentHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="hasWish" valuePropName="checked">
        <Checkbox>{t('hasWish')}</Checkbox>
      </Form.Item>
      {hasWish && <WishFields />}
    </FormDialog>
  );
}
