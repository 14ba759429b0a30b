'use client';

import { FINDING_KINDS } from '@yimen/schema';
import { ScreeningRowsDocument, type ScreeningRunQuery, TownshipsDocument } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import type { ListFilter } from './hrefs';
import styles from './screening.module.css';

interface FindingFiltersProps {
  kind: string;
  run: NonNullable<ScreeningRunQuery['screeningRun']>;
  filters: ListFilter;
  onChange: (patch: ListFilter | Record<string, undefined>) => void;
}

/** The kind, and by what its list is narrowed. */
export function FindingFilters({ kind, run, filters, onChange }: FindingFiltersProps) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const rows = { id: run.id, kind };
  const [programs] = useQuery({ query: ScreeningRowsDocument, variables: { ...rows, by: 'program' } });
  const [facts] = useQuery({ query: ScreeningRowsDocument, variables: { ...rows, by: 'fact' } });
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const townships = county.data?.townships ?? [];
  const villages = townships.find(({ code }) => code === filters.township)?.villages ?? [];
  const choices = (query: typeof programs) =>
    query.data?.screeningRun?.rows.map(({ key, label, findings }) => ({
      value: key,
      label: `${b(label)} ${findings}`,
    }));
  const select = (name: keyof ListFilter, options: { value: string; label: string }[] | undefined) => (
    <Select
      className={styles.filter}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`all.${name}`)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={filters[name]}
      options={options}
      onChange={(value?: string) => onChange({ [name]: value, ...(name === 'township' && { village: undefined }) })}
    />
  );
  return (
    <search className="row">
      <Select
        className={styles.run}
        aria-label={t('filter.kind')}
        value={kind}
        options={Object.entries(FINDING_KINDS).map(([value, label]) => ({ value, label: b(label) }))}
        onChange={(value) => onChange({ kind: value, program: undefined, fact: undefined, reach: undefined })}
      />
      {select('program', choices(programs))}
      {kind === 'BLOCKING_FACT' && select('fact', choices(facts))}
      {select(
        'township',
        townships.map(({ code, name }) => ({ value: code, label: b(name) })),
      )}
      {villages.length > 0 &&
        select(
          'village',
          villages.map(({ code, name }) => ({ value: code, label: name })),
        )}
      {kind === 'ENTITLED_WITHOUT' && select('reach', [{ value: 'none', label: t('reach.none') }])}
      {run.previousId &&
        select(
          'change',
          ['fresh', 'stayed', 'gone'].map((value) => ({ value, label: t(`change.${value}`) })),
        )}
    </search>
  );
}
