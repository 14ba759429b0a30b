'use client';

import { Select, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import styles from './import.module.css';
import { type Layout, type Mapping, withTarget, withUnit } from './mapping';

interface Props {
  layout: Layout;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Each column of the file with a few of its cells, and what it is. */
export function ColumnTable({ layout: { columns, targets }, mapping, onChange }: Props) {
  const t = useTranslations('imports');
  const b = useBilingual();
  const options = targets.map(({ code, name, required }) => ({
    value: code,
    label: `${b(name)}${required ? ' *' : ''}`,
  }));
  const chosenFor = (index: number) => mapping.find((one) => one.index === index);
  const isAmount = (code: string | undefined) => targets.some((one) => one.code === code && one.isAmount);
  const repeats = (code: string | undefined) => targets.some((one) => one.code === code && one.repeats);
  return (
    <ListTable
      small
      rows={columns}
      rowKey={({ index }) => index}
      columns={[
        {
          title: t('heading'),
          render: (_, { letter, heading, isRepeated }) => (
            <>
              <span className="quiet">{letter}</span> {heading || <span className="quiet">{t('noHeading')}</span>}{' '}
              {isRepeated && <Tag color="warning">{t('repeated')}</Tag>}
            </>
          ),
        },
        {
          title: t('samples'),
          render: (_, { samples }) => <span className="quiet">{samples.join(' · ') || '—'}</span>,
        },
        {
          title: t('target'),
          render: (_, { index, letter, heading, unit }) => (
            <Select
              className={styles.target}
              aria-label={t('targetOf', { letter, heading })}
              placeholder={t('ignore')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              value={chosenFor(index)?.target}
              options={options}
              onChange={(target?: string) => onChange(withTarget(mapping, { index, unit }, target, repeats(target)))}
            />
          ),
        },
        {
          title: t('amountUnit'),
          render: (_, { index, letter }) => {
            const chosen = chosenFor(index);
            if (!chosen || !isAmount(chosen.target)) return null;
            return (
              <Select
                aria-label={t('unitOf', { letter })}
                value={chosen.unit}
                options={['yuan', 'wan'].map((value) => ({ value, label: t(`unit.${value}`) }))}
                onChange={(unit: string) => onChange(withUnit(mapping, index, unit))}
              />
            );
          },
        },
      ]}
    />
  );
}
