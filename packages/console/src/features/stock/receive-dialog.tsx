'use client';

import { DONATION_SOURCES, type DonationSource } from '@yimen/schema';
import { LinesForGoodsDocument, ReceiveGoodsDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { formatYuan } from '@/lib/money';
import { useViewer } from '@/lib/viewer';
import { WishFields, type WishValues } from '../donation/wish-fields';
import { GoodsLines } from './goods-lines';

interface ReceiveValues {
  origin: 'gift' | 'bought';
  lineId?: string;
  gift?: { source: DonationSource; donor?: string; publishesName?: boolean };
  hasWish?: boolean;
  wish?: WishValues;
  receivedOn: string;
  document: string;
  lines: { itemId: string; quantity: number; value?: string; expiresOn?: string }[];
}

interface ReceiveDialogProps {
  departmentCode?: string;
  onClose: () => void;
  onDone: () => void;
}

/** Takes goods in: given by somebody, or bought from a line. */
export function ReceiveDialog({ departmentCode, onClose, onDone }: ReceiveDialogProps) {
  const t = useTranslations('stock');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<ReceiveValues>();
  const origin = Form.useWatch('origin', form);
  const receive = useCommand(ReceiveGoodsDocument);
  const submit = ({ lineId, gift, wish, receivedOn, document, lines, origin: from }: ReceiveValues) => {
    const given = gift && { ...gift, publishesName: gift.publishesName ?? false, wish: wish ?? null };
    return receive.run({
      lineId: from === 'bought' ? lineId : null,
      gift: from === 'gift' ? given : null,
      receivedOn,
      document,
      lines,
    });
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      width={760}
      title={t('receive')}
      form={form}
      initialValues={{ origin: 'gift', receivedOn: today, lines: [{} as ReceiveValues['lines'][number]] }}
      command={receive}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <p className="quiet">{t(origin === 'bought' ? 'boughtHint' : 'giftHint')}</p>
      <Form.Item name="origin" label={t('origin')}>
        <Radio.Group
          options={[
            { value: 'gift', label: t('gift') },
            { value: 'bought', label: t('bought') },
          ]}
        />
      </Form.Item>
      {origin === 'bought' ? <LineField /> : <GiftFields />}
      <Form.Item name="receivedOn" label={t('receivedOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="document" label={t('document')} rules={required}>
        <Input maxLength={100} placeholder={t('documentHint')} autoComplete="off" />
      </Form.Item>
      <GoodsLines
        name="lines"
        departmentCode={departmentCode}
        more={(line) => (
          <>
            <Form.Item name={[line, 'value']} label={t('lotValue')}>
              <Input inputMode="decimal" maxLength={20} placeholder={t('asUsual')} autoComplete="off" />
            </Form.Item>
            <Form.Item name={[line, 'expiresOn']} label={t('expiresOn')}>
              <DayPicker />
            </Form.Item>
          </>
        )}
      />
    </FormDialog>
  );
}

function LineField() {
  const t = useTranslations('stock');
  const b = useBilingual();
  const locale = useLocale();
  const [{ data }] = useQuery({ query: LinesForGoodsDocument });
  return (
    <Form.Item name="lineId" label={t('line')} rules={[{ required: true, message: t('missing') }]}>
      <Select
        options={(data?.linesForGoods ?? []).map(({ id, label, leftFen }) => ({
          value: id,
          label: t('lineLeft', { label: b(label), left: formatYuan(leftFen, locale) }),
        }))}
      />
    </Form.Item>
  );
}

function GiftFields() {
  const t = useTranslations('stock');
  const donations = useTranslations('donations');
  const b = useBilingual();
  const source = Form.useWatch(['gift', 'source']);
  const hasWish = Form.useWatch('hasWish');
  const sources = Object.entries(DONATION_SOURCES).filter(([code]) => code !== 'crowdfunding');
  return (
    <>
      <Form.Item
        name={['gift', 'source']}
        label={donations('source')}
        rules={[{ required: true, message: donations('chooseSource') }]}
      >
        <Select options={sources.map(([value, label]) => ({ value, label: b(label) }))} />
      </Form.Item>
      {source !== 'anonymous' && (
        <>
          <Form.Item
            name={['gift', 'donor']}
            label={donations('donor')}
            rules={[{ required: true, whitespace: true, message: t('missing') }]}
          >
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item name={['gift', 'publishesName']} valuePropName="checked">
            <Checkbox>{donations('publishesName')}</Checkbox>
          </Form.Item>
        </>
      )}
      <Form.Item name="hasWish" valuePropName="checked">
        <Checkbox>{donations('hasWish')}</Checkbox>
      </Form.Item>
      {hasWish && <WishFields />}
    </>
  );
}
