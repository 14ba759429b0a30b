'use client';

import { TownshipsDocument } from '@yimen/schema/documents';
import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';

export interface WishValues {
  words: string;
  rule?: string;
  townshipCode?: string;
  caseNumber?: string;
  until?: string;
}

/** What a giver wishes: in words, and as the conditions by which it is kept. */
export function WishFields() {
  const t = useTranslations('donations');
  const b = useBilingual();
  const dayRule = useDayRule();
  const [{ data: county }] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  return (
    <>
      <Form.Item
        name={['wish', 'words']}
        label={t('words')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={200} placeholder={t('wordsHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['wish', 'rule']} label={t('ruleLabel')} extra={t('ruleHint')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name={['wish', 'townshipCode']} label={t('townshipLabel')}>
        <Select
          allowClear
          options={(county?.townships ?? []).map(({ code, name }) => ({ value: code, label: b(name) }))}
        />
      </Form.Item>
      <Form.Item name={['wish', 'caseNumber']} label={t('caseLabel')} extra={t('caseHint')}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item name={['wish', 'until']} label={t('untilLabel')} extra={t('untilHint')} rules={[dayRule]}>
        <DayPicker />
      </Form.Item>
    </>
  );
}
