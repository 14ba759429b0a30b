'use client';

import type { VerificationItemPartsFragment } from '@yimen/schema/documents';
import { Form, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

/** The items of registers, grouped by who answers them. */
export function ItemsField({ items }: { items: readonly VerificationItemPartsFragment[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const groups = [...Map.groupBy(items, ({ provider }) => b(provider))];
  return (
    <Form.Item name="items" label={t('items')} rules={[{ required: true, message: t('itemsMissing') }]}>
      <Select
        mode="multiple"
        maxTagCount={4}
        showSearch={{ optionFilterProp: 'label' }}
        options={groups.map(([label, of]) => ({
          label,
          title: label,
          options: of.map(({ code, name }) => ({ value: code, label: b(name) })),
        }))}
      />
    </Form.Item>
  );
}
