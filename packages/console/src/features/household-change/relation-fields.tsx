'use client';

import { RELATIONS } from '@yimen/schema';
import { Form, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import styles from './household-change.module.css';

interface RelationFieldsProps {
  legend: string;
  people: readonly { id: string; name: string }[];
}

/** Everybody's relation to the head; one of them may be the head. */
export function RelationFields({ legend, people }: RelationFieldsProps) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const options = Object.entries(RELATIONS).map(([value, label]) => ({ value, label: b(label) }));
  if (people.length === 0) return null;
  return (
    <fieldset className={styles.relations}>
      <legend>{legend}</legend>
      {people.map(({ id, name }) => (
        <Form.Item
          key={id}
          name={['relations', id]}
          label={name}
          layout="horizontal"
          rules={[{ required: true, message: t('relationMissing') }]}
        >
          <Select options={options} />
        </Form.Item>
      ))}
    </fieldset>
  );
}
