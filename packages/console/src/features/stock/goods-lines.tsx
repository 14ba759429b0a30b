'use client';

import { StockToIssueDocument } from '@yimen/schema/documents';
import { Button, Form, InputNumber, Select } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import styles from './stock.module.css';

const MOST = 50;

/** Goods and how many of each; `more`: what else is asked of a line. */
export function GoodsLines({
  name,
  departmentCode,
  atLeast = 1,
  more,
}: {
  name: string;
  /** Whose goods; all that one sees unless said. */
  departmentCode?: string;
  atLeast?: number;
  more?: (line: number) => ReactNode;
}) {
  const t = useTranslations('stock');
  const [{ data }] = useQuery({ query: StockToIssueDocument, requestPolicy: 'cache-and-network' });
  const options = (data?.stock ?? [])
    .filter(({ department }) => !departmentCode || department.code === departmentCode)
    .map((item) => ({
      value: item.id,
      label: t('itemHolds', { name: item.name, count: item.quantity, unit: item.unit }),
    }));
  const required = [{ required: true, message: t('missing') }];
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name: line }) => (
            <div key={key} className={styles.line}>
              <Form.Item name={[line, 'itemId']} label={t('item')} rules={required}>
                <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
              </Form.Item>
              <Form.Item name={[line, 'quantity']} label={t('quantity')} rules={required}>
                <InputNumber precision={0} />
              </Form.Item>
              {more?.(line)}
            </div>
          ))}
          <div className="row">
            {fields.length < MOST && <Button onClick={() => add({})}>{t('addLine')}</Button>}
            {fields.length > atLeast && <Button onClick={() => remove(fields.length - 1)}>{t('removeLine')}</Button>}
          </div>
        </>
      )}
    </Form.List>
  );
}
