'use client';

import { SaveStockItemDocument, type StockItemPartsFragment } from '@yimen/schema/documents';
import { Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';

interface ItemValues {
  name: string;
  unit: string;
  value: string;
  lowQuantity: number;
}

interface ItemDialogProps {
  item?: StockItemPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** A kind of goods: its name, unit, what one is worth, and from how few on the keeper is told. */
export function ItemDialog({ item, onClose, onDone }: ItemDialogProps) {
  const t = useTranslations('stock');
  const [form] = Form.useForm<ItemValues>();
  const save = useCommand(SaveStockItemDocument);
  const submit = ({ name, unit, value, lowQuantity }: ItemValues) =>
    save.run({ name, unit, value, lowQuantity, itemId: item?.id ?? null, expectedVersion: item?.version ?? 0 });
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      title={t(item ? 'edit' : 'add')}
      form={form}
      initialValues={item ? { ...item, value: (item.valueFen / 100).toString() } : { unit: t('bag'), lowQuantity: 0 }}
      command={save}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('name')} rules={required}>
        <Input maxLength={60} placeholder={t('nameHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="unit" label={t('unit')} rules={required}>
        <Input maxLength={10} autoComplete="off" />
      </Form.Item>
      <Form.Item name="value" label={t('value')} rules={required}>
        <Input inputMode="decimal" maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="lowQuantity" label={t('low')} extra={t('lowHint')}>
        <InputNumber precision={0} />
      </Form.Item>
    </FormDialog>
  );
}
