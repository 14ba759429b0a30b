'use client';

import { CountStockDocument, type StockItemPartsFragment } from '@yimen/schema/documents';
import { Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import styles from './stock.module.css';

interface CountValues {
  lines: { itemId: string; counted: number; reason?: string }[];
}

interface CountDialogProps {
  items: readonly StockItemPartsFragment[];
  onClose: () => void;
  onDone: () => void;
}

/** What lies on the shelves beside what the books say. */
export function CountDialog({ items, onClose, onDone }: CountDialogProps) {
  const t = useTranslations('stock');
  const [form] = Form.useForm<CountValues>();
  const count = useCommand(CountStockDocument);
  const submit = ({ lines }: CountValues) => {
    const counted = lines.map((line, place) => ({ ...line, itemId: items[place]?.id as string }));
    return count.run({ lines: counted });
  };
  return (
    <FormDialog
      open
      fresh
      width={640}
      title={t('count')}
      okText={t('countDone')}
      form={form}
      initialValues={{ lines: items.map(({ id, quantity }) => ({ itemId: id, counted: quantity })) }}
      command={count}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <p className="quiet">{t('countHint')}</p>
      {items.map(({ id, name, quantity, unit }, line) => (
        <div key={id} className={styles.line}>
          <Form.Item name={['lines', line, 'counted']} label={t('bookOf', { name, count: quantity, unit })}>
            <InputNumber precision={0} />
          </Form.Item>
          <Form.Item noStyle dependencies={[['lines', line, 'counted']]}>
            {({ getFieldValue }) =>
              getFieldValue(['lines', line, 'counted']) !== quantity && (
                <Form.Item
                  name={['lines', line, 'reason']}
                  label={t('whyDiffers')}
                  rules={[{ required: true, whitespace: true, message: t('missing') }]}
                >
                  <Input maxLength={200} autoComplete="off" />
                </Form.Item>
              )
            }
          </Form.Item>
        </div>
      ))}
    </FormDialog>
  );
}
