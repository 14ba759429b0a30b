'use client';

import { type FundingQuery, FundingTilesDocument, type KindPartsFragment } from '@yimen/schema/documents';
import { Segmented, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './leadership.module.css';
import { Panel } from './panel';
import { SHADES, type Shade, TownshipTiles } from './township-tiles';

interface MapPanelProps {
  summary: FundingQuery['fundingSummary'];
  kinds: readonly KindPartsFragment[];
}

/** The townships as tiles, of all money or of one fund, program or kind of household; kept in the address. */
export function MapPanel({ summary, kinds }: MapPanelProps) {
  const t = useTranslations('leadership.map');
  const b = useBilingual();
  const { year } = summary;
  const [filters, setFilters] = useUrlFilters(['fund', 'program', 'kind', 'map']);
  const { fund, program, kind } = filters;
  const shade: Shade = SHADES.find((one) => one === filters.map) ?? 'spent';
  const [query, reload] = useQuery({ query: FundingTilesDocument, variables: { year, fund, program, kind } });
  const choose = (
    name: 'fund' | 'program' | 'kind',
    rows: readonly { key: string; label: { zh: string; en: string } }[],
  ) => (
    <Select
      className={styles.filter}
      aria-label={t(name)}
      placeholder={t(`all.${name}`)}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={filters[name]}
      options={rows.map((row) => ({ value: row.key, label: b(row.label) }))}
      onChange={(value?: string) => setFilters({ [name]: value })}
    />
  );
  return (
    <Panel title={t('title')} answer={t('answer')} note={t('note')} wide>
      <search className="row no-print">
        {choose('fund', summary.byFund)}
        {choose('program', summary.byProgram)}
        {choose('kind', kinds)}
        <Segmented<Shade>
          aria-label={t('shade')}
          value={shade}
          options={SHADES.map((value) => ({ value, label: t(`shades.${value}`) }))}
          onChange={(value) => setFilters({ map: value === 'spent' ? undefined : value })}
        />
      </search>
      <QueryBoundary query={query} retry={reload}>
        {({ fundingTiles }) => (
          <TownshipTiles
            tiles={fundingTiles}
            shade={shade}
            href={(township) => {
              const params = new URLSearchParams({ year: String(year), township });
              for (const [name, value] of Object.entries({ fund, program, kind })) if (value) params.set(name, value);
              return `/funding/entries?${params}`;
            }}
          />
        )}
      </QueryBoundary>
    </Panel>
  );
}
