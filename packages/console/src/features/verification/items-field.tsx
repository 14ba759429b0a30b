'use client';

import type { VerificationItemPartsFragment } from '@yimen/schema/documents';
import { Form, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';

interface ItemsFieldProps {
  items: readonly VerificationItemPartsFragment[];
  /** What is asked when none is chosen; without it at least one must be. */
  placeholder?: string;
}

/** The items of registers, grouped by who answers them. */
export function ItemsField({ items, placeholder }: ItemsFieldProps) {
  const t = useTranslations('verification');
  const b = useBilingual();
  const providers = [...new Set(items.map(({ provider }) => b(provider)))];
  return (
    <Form.Item name="items" label={t('items')} rules={[{ required: !placeholder, message: t('itemsMissing') }]}>
      <Select
        mode="multiple"
        placeholder={placeholder}
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
