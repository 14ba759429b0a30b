'use client';

import { DepartmentsDocument } from '@yimen/schema/documents';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { useViewer } from '@/lib/viewer';

/** Where the fields stand among a form's values. */
interface Props {
  within?: readonly string[];
}

/** What a new list is called, what it lists, and who else may read it. */
export function NewListFields({ within = [] }: Props) {
  const t = useTranslations('list');
  const b = useBilingual();
  const { staff } = useViewer();
  const [offices] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first' });
  return (
    <>
      <Form.Item
        name={[...within, 'title']}
        label={t('listTitle')}
        rules={[{ required: true, whitespace: true, message: t('titleMissing') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[...within, 'unit']} label={t('unit')}>
        <Radio.Group options={['person', 'household'].map((value) => ({ value, label: t(`units.${value}`) }))} />
      </Form.Item>
      <Form.Item name={[...within, 'sharedWith']} label={t('sharedWith')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={offices.data?.departments
            .filter(({ code }) => code !== staff.department?.code)
            .map(({ code, name }) => ({ value: code, label: b(name) }))}
        />
      </Form.Item>
    </>
  );
}

/** Whether a version names everybody. */
export function WholeField({ within = [] }: Props) {
  const t = useTranslations('list');
  return (
    <Form.Item name={[...within, 'whole']} label={t('wholeOrPart')}>
      <Radio.Group
        vertical
        options={[
          { value: true, label: t('wholeHint') },
          { value: false, label: t('partHint') },
        ]}
      />
    </Form.Item>
  );
}
