'use client';

import type { VerificationItemPartsFragment } from '@yimen/schema/documents';
import { Form, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

/** The items of registers, grouped by who answers them. */
export function ItemsField({ items }: { items: readonly VerificationItemPartsFragment[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const providers = [...new Set(items.map(({ provider }) => b(provider)))];
  return (
    <Form.Item name="items" label={t('items')} rules={[{ required: true, message: t('itemsMissing') }]}>
      <Select
        mode="multiple"
        maxTagCount={4}
        showSearch={{ optionFilterProp: 'label' }}
        options={providers.map((label) => ({
          label,
          title: label,
          options: items
            .filter(({ provider }) => b(provider) === label)
            .map(({ code, name }) => ({ value: code, label: b(name) })),
        }))}
      />
    </Form.Item>
  );
}
