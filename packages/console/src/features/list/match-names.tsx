'use client';

import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import { ListMatchNamesDocument, TownshipsDocument } from '@yimen/schema/documents';
import { Select, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './list.module.css';

const PAGE = 50;

/** Whom a run found, or the run before it only. */
export function MatchNames({ runId, compared, extra }: { runId: string; compared: boolean; extra: ReactNode }) {
  const t = useTranslations('list');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['township', 'change', 'after'] as const);
  const { after, ...narrowing } = filters;
  const [query, reload] = useQuery({
    query: ListMatchNamesDocument,
    variables: { filter: { run: runId, ...narrowing }, first: PAGE, after },
  });
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  return (
    <section className="paper" aria-labelledby="names">
      <h2 id="names">{t('foundNames')}</h2>
      <search className={`row ${styles.filters}`}>
        <Select
          className={styles.choice}
          aria-label={t('filter.township')}
          placeholder={t('filter.township')}
          allowClear
          value={filters.township}
          options={county.data?.townships.map(({ code, name }) => ({ value: code, label: b(name) }))}
          onChange={(township?: string) => setFilters({ township })}
        />
        {compared && (
          <Select
            className={styles.choice}
            aria-label={t('filter.change')}
            placeholder={t('filter.change')}
            allowClear
            value={filters.change}
            options={['fresh', 'stayed', 'gone'].map((value) => ({ value, label: t(`change.${value}`) }))}
            onChange={(change?: string) => setFilters({ change })}
          />
        )}
        {extra}
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ listMatchNames: { nodes, total, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
          ) : (
            <div className="stack">
              <ListTable
                small
                rowKey={({ mark }) => mark}
                rows={nodes}
                columns={[
                  {
                    title: t('person'),
                    render: (_, { personName, householdId, householdCode, registered }) => (
                      <>
                        {householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName}
                        <div className="quiet">{registered ? householdCode : t('registry.unregistered')}</div>
                      </>
                    ),
                  },
                  {
                    title: t('place'),
                    render: (_, { townshipName, villageName }) => (
                      <>
                        {townshipName ? b(townshipName) : t('noPlace')} <span className="quiet">{villageName}</span>
                      </>
                    ),
                  },
                  {
                    title: t('filter.change'),
                    render: (_, { change }) => (
                      <Tag color={change === 'fresh' ? 'warning' : 'default'}>{t(`change.${change}`)}</Tag>
                    ),
                  },
                  {
                    title: t('discovery'),
                    render: (_, { discovery, result }) =>
                      result ? b(DISCOVERY_RESULTS[result as DiscoveryResult]) : t(discovery ? 'underWay' : 'notSent'),
                  },
                ]}
              />
              <CursorPager
                total={total}
                after={after}
                nextCursor={nextCursor}
                onGo={(cursor) => setFilters({ after: cursor })}
              />
            </div>
          )
        }
      </QueryBoundary>
    </section>
  );
}
