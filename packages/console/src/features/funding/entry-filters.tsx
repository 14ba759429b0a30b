'use client';

import type { FundingQuery } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { useStatusLabel } from '@/lib/page';
import { useViewer } from '@/lib/viewer';
import { COLUMNS, DIMENSIONS, type Dimension, isOfLines, rowsAlong, yearsToChoose } from './columns';
import styles from './funding.module.css';

/** A budget is not divided among townships or months. */
const OF_LINES: readonly Dimension[] = ['fund', 'department', 'program'];

type Filter = 'year' | Dimension | 'state';

interface EntryFiltersProps {
  /** Tells the names of what one may choose; until it is there, codes are shown. */
  summary: FundingQuery['fundingSummary'] | undefined;
  year: number;
  filters: Partial<Record<Filter, string>>;
  onChange: (patch: Partial<Record<Filter, string | undefined>>) => void;
}

/** The year, the dimensions and the state by which the list is narrowed. */
export function EntryFilters({ summary, year, filters, onChange }: EntryFiltersProps) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const label = useStatusLabel();
  const { today } = useViewer();
  return (
    <search className="row">
      <Select
        className={styles.year}
        aria-label={t('year')}
        value={year}
        options={yearsToChoose(today, year).map((value) => ({ value, label: t('yearOf', { year: String(value) }) }))}
        onChange={(value) => onChange({ year: String(value) })}
      />
      {DIMENSIONS.map((dimension) => (
        <Select
          key={dimension}
          className={styles.filter}
          aria-label={t(`dimension.${dimension}`)}
          placeholder={t(`all.${dimension}`)}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          disabled={isOfLines(filters.state) && !OF_LINES.includes(dimension)}
          value={filters[dimension]}
          options={summary && rowsAlong(summary, dimension).map((row) => ({ value: row.key, label: b(row.label) }))}
          onChange={(value?: string) => onChange({ [dimension]: value })}
        />
      ))}
      <Select
        className={styles.filter}
        aria-label={t('state')}
        placeholder={t('all.state')}
        allowClear
        value={filters.state}
        options={COLUMNS.map(({ state, name }) => ({
          value: state,
          label: isOfLines(state) ? t(name) : label('funding', state),
        }))}
        onChange={(value?: string) =>
          onChange({ state: value, ...(isOfLines(value) && { township: undefined, month: undefined }) })
        }
      />
    </search>
  );
}
