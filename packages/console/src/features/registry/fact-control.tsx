'use client';

import { type FactDefinitionPartsFragment, ProgramsDocument } from '@yimen/schema/documents';
import { Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';

export type FactValue = string | boolean | string[];

export interface FactControlProps {
  fact: FactDefinitionPartsFragment;
  id?: string;
  value?: FactValue;
  onChange?: (value: FactValue | undefined) => void;
}

/** The control a fact's type asks for: yes or no, a choice, a date, an amount, a number, a list of programs. */
export function FactControl({ fact, id, value, onChange }: FactControlProps) {
  const t = useTranslations('common.words');
  const b = useBilingual();
  const label = b(fact.name);

  switch (fact.type) {
    case 'boolean':
      return (
        <Radio.Group
          id={id}
          aria-label={label}
          value={value}
          onChange={(event) => onChange?.(event.target.value)}
          options={[
            { value: true, label: t('yes') },
            { value: false, label: t('no') },
          ]}
        />
      );
    case 'enum':
      return (
        <Select
          id={id}
          aria-label={label}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={value as string | undefined}
          onChange={(next?: string) => onChange?.(next)}
          options={fact.options.map((option) => ({ value: option.code, label: b(option) }))}
        />
      );
    case 'list':
      return <ProgramsControl id={id} label={label} value={value as string[] | undefined} onChange={onChange} />;
    case 'date':
      return <DayPicker id={id} aria-label={label} value={value as string | undefined} onChange={onChange} />;
    default:
      return (
        <Input
          id={id}
          aria-label={label}
          inputMode={fact.type === 'integer' ? 'numeric' : 'decimal'}
          suffix={fact.unit ? b(fact.unit) : undefined}
          value={value as string | undefined}
          onChange={(event) => onChange?.(event.target.value || undefined)}
        />
      );
  }
}

interface ProgramsControlProps {
  id?: string;
  label: string;
  value: string[] | undefined;
  onChange?: (value: string[]) => void;
}

function ProgramsControl({ id, label, value, onChange }: ProgramsControlProps) {
  const b = useBilingual();
  const [{ data, fetching }] = useQuery({ query: ProgramsDocument, requestPolicy: 'cache-first' });
  return (
    <Select
      id={id}
      aria-label={label}
      mode="multiple"
      loading={fetching}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? []}
      onChange={onChange}
      options={data?.programs.map(({ code, name }) => ({ value: code, label: b(name) }))}
    />
  );
}

/** The value as the API takes it: numbers as numbers, yuan and dates as the text typed. */
export function factInputValue(fact: FactDefinitionPartsFragment, value: FactValue): unknown {
  if (typeof value !== 'string' || fact.money || !['integer', 'number'].includes(fact.type)) return value;
  const number = Number(value.trim());
  return value.trim() === '' || Number.isNaN(number) ? value : number;
}
