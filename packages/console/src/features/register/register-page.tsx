'use client';

import { RegisterOverviewDocument, TownshipsDocument } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { CountsSection } from './counts-section';
import { DifferencesSection } from './differences-section';
import { FlowsSection } from './flows-section';
import { MonthsSection } from './months-section';
import styles from './register.module.css';
import { SpellsSection } from './spells-section';

/** The low-income register: how many stand at which level, how they move, and who they are. */
export function RegisterPage() {
  const t = useTranslations('register');
  const b = useBilingual();
  const { today } = useViewer();
  const [filters, setFilters] = useUrlFilters([
    'township',
    'from',
    'to',
    'level',
    'cameFrom',
    'since',
    'after',
  ] as const);
  const from = filters.from ?? `${today.slice(0, 4)}-01-01`;
  const to = filters.to ?? today;
  const { township } = filters;
  const [query, reload] = useQuery({ query: RegisterOverviewDocument, variables: { from, to, township } });
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const [changes, setChanges] = useState(0);
  const again = () => {
    setChanges(changes + 1);
    reload({ requestPolicy: 'network-only' });
  };
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: t('screening'), href: '/screening' }, { title: t('title') }]}
      extra={<LinkButton href="/lists">{t('lists')}</LinkButton>}
    >
      <search className="row">
        <Select
          className={styles.choice}
          aria-label={t('township')}
          placeholder={t('allTownships')}
          allowClear
          value={township}
          options={county.data?.townships.map(({ code, name }) => ({ value: code, label: b(name) }))}
          onChange={(value?: string) => setFilters({ township: value })}
        />
        <span>{t('flowsFrom')}</span>
        <DayPicker aria-label={t('flowsFrom')} value={from} onChange={(day) => setFilters({ from: day })} />
        <span>{t('flowsTo')}</span>
        <DayPicker aria-label={t('flowsTo')} value={to} onChange={(day) => setFilters({ to: day })} />
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ registerCounts, registerFlows, registerMonths, registerDifferences, registerActions }) => (
          <>
            {registerCounts.length === 0 && <EmptyState title={t('empty')} hint={t('emptyHint')} />}
            {registerCounts.length > 0 && (
              <>
                <CountsSection
                  counts={registerCounts.filter((count) => !township || count.townshipCode === township)}
                />
                <div className={styles.sections}>
                  <FlowsSection flows={registerFlows} from={from} to={to} />
                  <MonthsSection months={registerMonths} />
                </div>
                <DifferencesSection differences={registerDifferences} />
              </>
            )}
            {registerActions.some(({ action }) => action === 'list') && (
              <SpellsSection key={changes} filters={filters} onFilter={setFilters} onChange={again} />
            )}
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}
