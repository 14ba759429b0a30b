'use client';

import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import {
  DiscoveredHouseholdsDocument,
  DiscoveriesDocument,
  type DiscoveryPartsFragment,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { collectPages } from '@/lib/collect-pages';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { ActionButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { Deadline } from '../today/deadline';
import { AskMany } from '../verification/ask-many';
import { DiscoveryNumber } from './discovery-number';
import styles from './list.module.css';
import { useNameColumns } from './name-columns';
import { ProgressTable } from './progress-table';
import { ResultDialog } from './result-dialog';

const PAGE = 50;

/** Names that townships look into: what is open, by when, and what was found out. */
export function DiscoveriesPage() {
  const t = useTranslations('list');
  const [filters, setFilters] = useUrlFilters(['match', 'township', 'status', 'after'] as const);
  const { after, ...filter } = filters;
  const [query, reload] = useQuery({ query: DiscoveriesDocument, variables: { filter, first: PAGE, after } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const { staff } = useViewer();
  const client = useClient();
  const findAll = async () => {
    const found = await collectPages(async (from) => {
      const { data } = await client.query(DiscoveredHouseholdsDocument, { filter, after: from }).toPromise();
      return data?.discoveries ?? { nodes: [], nextCursor: null };
    });
    return { householdIds: [...new Set(found.flatMap(({ householdId }) => householdId ?? []))] };
  };
  return (
    <Page
      title={t('discoveries')}
      breadcrumb={[{ title: t('screening'), href: '/screening' }, { title: t('discoveries') }]}
    >
      <QueryBoundary query={query} retry={again}>
        {({ discoveries: { nodes, total, nextCursor }, discoveryProgress }) => (
          <>
            <section className="paper" aria-labelledby="progress">
              <h2 id="progress">{t('progress')}</h2>
              {discoveryProgress.length > 0 ? (
                <ProgressTable progress={discoveryProgress} />
              ) : (
                <EmptyState title={t('nothingSent')} hint={t('nothingSentHint')} />
              )}
            </section>
            {discoveryProgress.length > 0 && (
              <section className="paper" aria-labelledby="to-look-into">
                <h2 id="to-look-into">{t('toLookInto')}</h2>
                <Filters
                  filters={filters}
                  matches={new Map(discoveryProgress.map(({ matchId, matchTitle }) => [matchId, matchTitle]))}
                  onChange={setFilters}
                />
                {nodes.length === 0 ? (
                  <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
                ) : (
                  <div className="stack">
                    {staff.role === 'clerk' && (
                      <div className="row">
                        <AskMany whom={t('namesShown', { total })} find={findAll} />
                      </div>
                    )}
                    <DiscoveryTable rows={nodes} onChange={again} />
                    <CursorPager
                      total={total}
                      after={after}
                      nextCursor={nextCursor}
                      onGo={(cursor) => setFilters({ after: cursor })}
                    />
                  </div>
                )}
              </section>
            )}
          </>
        )}
      </QueryBoundary>
    </Page>
  );
}

interface FiltersProps {
  filters: Partial<Record<'match' | 'township' | 'status', string>>;
  matches: ReadonlyMap<string, string>;
  onChange: (patch: Partial<Record<'match' | 'township' | 'status', string | undefined>>) => void;
}

function Filters({ filters, matches, onChange }: FiltersProps) {
  const t = useTranslations('list');
  const b = useBilingual();
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const select = (name: keyof FiltersProps['filters'], options: { value: string; label: string }[] = []) => (
    <Select
      className={styles.choice}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      allowClear
      popupMatchSelectWidth={false}
      value={filters[name]}
      options={options}
      onChange={(value?: string) => onChange({ [name]: value })}
    />
  );
  return (
    <search className={`row ${styles.filters}`}>
      {select(
        'match',
        [...matches].map(([value, label]) => ({ value, label })),
      )}
      {select(
        'township',
        county.data?.townships.map(({ code, name }) => ({ value: code, label: b(name) })),
      )}
      {select(
        'status',
        ['open', 'overdue', 'done'].map((value) => ({ value, label: t(`status.${value}`) })),
      )}
    </search>
  );
}

function DiscoveryTable({ rows, onChange }: { rows: readonly DiscoveryPartsFragment[]; onChange: () => void }) {
  const t = useTranslations('list');
  const [entering, setEntering] = useState<DiscoveryPartsFragment>();
  const nameColumns = useNameColumns<DiscoveryPartsFragment>((one) => <DiscoveryNumber discovery={one} />);
  return (
    <>
      <ListTable
        small
        rowKey={({ id }) => id}
        rows={rows}
        columns={[
          ...nameColumns,
          { title: t('match'), render: (_, { matchTitle }) => matchTitle },
          {
            title: t('dueOn'),
            render: (_, one) => (one.status === 'open' ? <Deadline {...one} /> : one.dueOn),
          },
          { title: t('result'), render: (_, one) => <Result discovery={one} /> },
          {
            title: t('actions'),
            render: (_, one) => (
              <div className="row">
                <ActionButton
                  action="enter_result"
                  size="small"
                  allowedActions={one.allowedActions}
                  aria-label={t('actionOf', {
                    action: t(one.result ? 'correctResult' : 'enterResult'),
                    name: one.personName,
                  })}
                  onClick={() => setEntering(one)}
                >
                  {t(one.result ? 'correctResult' : 'enterResult')}
                </ActionButton>
                {one.householdId && !one.caseId && (
                  <Link href={`/households/${one.householdId}/need`}>{t('openCase')}</Link>
                )}
              </div>
            ),
          },
        ]}
      />
      {entering && (
        <ResultDialog
          discovery={entering}
          onClose={() => setEntering(undefined)}
          onDone={() => {
            setEntering(undefined);
            onChange();
          }}
        />
      )}
    </>
  );
}

function Result({ discovery: { result, reason, resultBy, resultAt, caseId } }: { discovery: DiscoveryPartsFragment }) {
  const t = useTranslations('list');
  const b = useBilingual();
  if (!result) return '—';
  return (
    <>
      {b(DISCOVERY_RESULTS[result as DiscoveryResult])}
      {reason && `：${reason}`} {caseId && <Link href={`/cases/${caseId}`}>{t('case')}</Link>}
      <div className="quiet">
        {resultBy} {resultAt && formatDateTime(resultAt)}
      </div>
    </>
  );
}
