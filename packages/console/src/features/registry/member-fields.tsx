'use client';

import { RELATIONS } from '@yimen/schema';
import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { readIdNumber } from '@/lib/id-number';
import { useVocabulary } from '@/lib/vocabulary';
import styles from './registry.module.css';

export interface MemberValues {
  name: string;
  idNumber: string;
  phone?: string;
  relation: string;
}

interface MemberFieldsProps {
  /** Where the member stands in the form, e.g. ['members', 0]. */
  at: (string | number)[];
  /** Inside a Form.List its item's own place, e.g. [0]. */
  inList?: (string | number)[];
  isHead?: boolean;
}

/** One member's fields; sex and birth date are read off the ID number as soon as it is right. */
export function MemberFields({ at, inList = at, isHead }: MemberFieldsProps) {
  const t = useTranslations('registry.member');
  const b = useBilingual();
  const relations = Object.entries(RELATIONS)
    .filter(([code]) => (code === 'head') === (isHead === true))
    .map(([value, label]) => ({ value, label: b(label) }));
  return (
    <div className={styles.member}>
      <Form.Item
        name={[...inList, 'name']}
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('nameMissing') }]}
      >
        <Input autoComplete="off" maxLength={50} />
      </Form.Item>
      <Form.Item
        name={[...inList, 'idNumber']}
        label={t('idNumber')}
        required
        validateTrigger="onBlur"
        extra={<ReadOff at={at} />}
        rules={[
          {
            validator: async (_, value?: string) => {
              if (!value?.trim()) throw new Error(t('idNumberMissing'));
              const read = readIdNumber(value);
              if (typeof read === 'string') throw new Error(t(`idNumberProblem.${read}`));
            },
          },
        ]}
      >
        <Input autoComplete="off" maxLength={20} />
      </Form.Item>
      <Form.Item
        name={[...inList, 'relation']}
        label={t('relation')}
        hidden={isHead}
        rules={[{ required: true, message: t('relationMissing') }]}
      >
        <Select options={relations} />
      </Form.Item>
      <Form.Item name={[...inList, 'phone']} label={t('phone')}>
        <Input autoComplete="off" inputMode="tel" maxLength={20} />
      </Form.Item>
    </div>
  );
}

function ReadOff({ at }: { at: (string | number)[] }) {
  const t = useTranslations('registry.member');
  const { sex } = useVocabulary();
  const idNumber: string | undefined = Form.useWatch([...at, 'idNumber']);
  const read = readIdNumber(idNumber ?? '');
  if (typeof read === 'string') return null;
  return <span aria-live="polite">{t('readOff', { sex: sex(read.sex), birthDate: read.birthDate })}</span>;
}
