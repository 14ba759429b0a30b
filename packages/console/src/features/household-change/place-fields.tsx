'use client';

import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useAreaOptions } from '../registry/area-options';

/** Township, village and address below `at`; without the areas only the address. */
export function PlaceFields({ at, outside = false }: { at: string; outside?: boolean }) {
  const t = useTranslations('registry');
  const form = Form.useFormInstance();
  const areas = useAreaOptions(Form.useWatch([at, 'townshipCode'], form));
  return (
    <>
      {!outside && (
        <>
          <Form.Item
            name={[at, 'townshipCode']}
            label={t('township')}
            rules={[{ required: true, message: t('townshipMissing') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={areas.fetching}
              options={areas.townships}
              onChange={() => form.setFieldValue([at, 'villageCode'], undefined)}
            />
          </Form.Item>
          <Form.Item
            name={[at, 'villageCode']}
            label={t('village')}
            rules={[{ required: true, message: t('villageMissing') }]}
          >
            <Select showSearch={{ optionFilterProp: 'label' }} options={areas.villages} />
          </Form.Item>
        </>
      )}
      <Form.Item
        name={[at, 'address']}
        label={t('address')}
        rules={[{ required: true, whitespace: true, message: t('addressMissing') }]}
      >
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
    </>
  );
}
