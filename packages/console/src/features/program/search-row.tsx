'use client';

import { DepartmentsDocument } from '@yimen/schema/documents';
import { Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import styles from './program.module.css';

export const SEARCH_FILTERS = ['search', 'department'] as const;

type SearchFilters = Partial<Record<(typeof SEARCH_FILTERS)[number], string>>;

interface SearchRowProps {
  /** What can be searched for. */
  label: string;
  filters: SearchFilters;
  onChange: (patch: SearchFilters) => void;
}

/** Narrows a list of the county's reference data by words and by department. */
export function SearchRow({ label, filters: { search, department }, onChange }: SearchRowProps) {
  const t = useTranslations('program');
  const b = useBilingual();
  const [{ data: county }] = useQuery({ query: DepartmentsDocument, requestPolicy: 'cache-first' });
  return (
    <search className="row">
      <Input.Search
        key={search}
        className={styles.search}
        defaultValue={search}
        placeholder={label}
        aria-label={label}
        enterButton={t('find')}
        allowClear
        onSearch={(text) => onChange({ search: text.trim() })}
      />
      <Select
        className={styles.filter}
        aria-label={t('department')}
        placeholder={t('allDepartments')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={department}
        options={county?.departments.map(({ code, name }) => ({ value: code, label: b(name) }))}
        onChange={(chosen?: string) => onChange({ department: chosen })}
      />
    </search>
  );
}

/** Whether one of the words holds what is searched for. */
export function mentions(words: readonly string[], search: string | undefined): boolean {
  return words
    .join(' ')
    .toLowerCase()
    .includes(search?.toLowerCase() ?? '');
}
