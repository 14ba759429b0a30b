'use client';

import { ChangeDonorWishDocument, type DonationPartsFragment } from '@yimen/schema/documents';
import { Checkbox, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { WishFields, type WishValues } from './wish-fields';

interface ChangeValues {
  document: string;
  hasWish?: boolean;
  wish?: WishValues;
}

interface WishDialogProps {
  donation: DonationPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** Keeps what the giver wishes from now on, by his letter. */
export function WishDialog({ donation, onClose, onDone }: WishDialogProps) {
  const t = useTranslations('donations');
  const [form] = Form.useForm<ChangeValues>();
  const hasWish = Form.useWatch('hasWish', form);
  const change = useCommand(ChangeDonorWishDocument);
  const submit = ({ document, wish }: ChangeValues) => {
    const of = { donationId: donation.id, expectedVersion: donation.version };
    return change.run({ ...of, document, wish: wish ?? null });
  };
  return (
    <FormDialog
      open
      fresh
      title={t('changeWishOf', { number: donation.number })}
      form={form}
      initialValues={{ hasWish: true }}
      command={change}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item
        name="document"
        label={t('letter')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={100} placeholder={t('letterHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="hasWish" valuePropName="checked">
        <Checkbox>{t('hasWish')}</Checkbox>
      </Form.Item>
      {hasWish && <WishFields />}
    </FormDialog>
  );
}
