'use client';

import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import { ListMatchNamesDocument, type ListMatchNamesQuery, TownshipsDocument } from '@yimen/schema/documents';
import { Select, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './list.module.css';
import { useNameColumns } from './name-columns';

type Name = ListMatchNamesQuery['listMatchNames']['nodes'][number];
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
  const nameColumns = useNameColumns<Name>(({ registered, householdCode }) =>
    registered ? householdCode : t('registry.unregistered'),
  );
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
                  ...nameColumns,
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
