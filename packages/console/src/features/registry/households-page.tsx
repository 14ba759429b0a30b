'use client';

import {
  HouseholdIdsDocument,
  HouseholdsDocument,
  type HouseholdsQuery,
  ProgramsDocument,
} from '@yimen/schema/documents';
import { Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useClient, useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { collectPages } from '@/lib/collect-pages';
import { CursorPager } from '@/lib/cursor-pager';
import { searchText } from '@/lib/id-number';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page, StatusTag } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { NamedPrograms } from '../program/named-programs';
import { AskMany } from '../verification/ask-many';
import { useAreaOptions } from './area-options';
import { FactCheckLine } from './fact-check-line';
import styles from './registry.module.css';

type HouseholdRow = HouseholdsQuery['households']['nodes'][number];
const FILTERS = ['search', 'township', 'village', 'program', 'after'] as const;

export function HouseholdsPage() {
  const t = useTranslations('registry');
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const [query, reload] = useQuery({ query: HouseholdsDocument, variables: { ...filters, first: 50 } });
  const { staff } = useViewer();
  const areas = useAreaOptions(filters.township);
  const [programs] = useQuery({ query: ProgramsDocument });
  const b = useBilingual();
  const client = useClient();
  const findAll = async () => {
    const { after: _, ...filter } = filters;
    const found = await collectPages(async (after) => {
      const { data } = await client.query(HouseholdIdsDocument, { ...filter, after }).toPromise();
      return data?.households ?? { nodes: [], nextCursor: null };
    });
    return { householdIds: found.map(({ id }) => id) };
  };
  const register = staff.role === 'clerk' && (
    <LinkButton type="primary" href="/households/new">
      {t('register')}
    </LinkButton>
  );
  const extra = staff.role === 'clerk' && (
    <>
      <LinkButton href="/duplicates">{t('duplicates')}</LinkButton>
      {register}
    </>
  );

  const isNarrowed = Boolean(filters.search || filters.village || filters.program);
  return (
    <Page title={t('households')} extra={extra}>
      <search className="row">
        <Input.Search
          key={filters.search}
          className={styles.search}
          defaultValue={filters.search}
          placeholder={t('searchHint')}
          aria-label={t('searchHint')}
          enterButton={t('find')}
          allowClear
          onSearch={(text) => setFilters({ search: searchText(text) })}
        />
        <Select
          className={styles.filter}
          aria-label={t('township')}
          placeholder={t('allTownships')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.township}
          options={areas.townships}
          onChange={(township?: string) => setFilters({ township, village: undefined })}
        />
        <Select
          className={styles.filter}
          aria-label={t('village')}
          placeholder={t('allVillages')}
          allowClear
          disabled={!filters.township}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.village}
          options={areas.villages}
          onChange={(village?: string) => setFilters({ village })}
        />
        <Select
          className={styles.filter}
          aria-label={t('program')}
          placeholder={t('anyProgram')}
          allowClear
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.program}
          options={programs.data?.programs.map(({ code, name }) => ({ value: code, label: b(name) }))}
          onChange={(program?: string) => setFilters({ program })}
        />
      </search>
      <NamedPrograms search={filters.search} />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ households }) =>
          households.nodes.length === 0 ? (
            <EmptyState title={filters.search ? t('noMatch') : t('noHouseholds')} hint={t('noMatchHint')}>
              {register}
            </EmptyState>
          ) : (
            <>
              {staff.role === 'clerk' && isNarrowed && (
                <div className="row">
                  <AskMany whom={t('foundHouseholds', { total: households.total })} find={findAll} />
                </div>
              )}
              <HouseholdTable rows={households.nodes} />
              <CursorPager {...households} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
      <FactCheckLine />
    </Page>
  );
}

function HouseholdTable({ rows }: { rows: HouseholdRow[] }) {
  const t = useTranslations('registry');
  const b = useBilingual();
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        { title: t('head'), render: (_, { id, head }) => <Link href={`/households/${id}`}>{head.name}</Link> },
        { title: t('place'), render: (_, { township, village }) => `${b(township.name)} ${village.name}` },
        {
          title: t('members'),
          render: (_, { members, matched }) => (
            <span className="row">
              {members.map(({ id, name }) =>
                matched.includes(id) ? <mark key={id}>{name}</mark> : <span key={id}>{name}</span>,
              )}
            </span>
          ),
        },
        {
          title: t('cases'),
          render: (_, { cases }) =>
            cases.length > 0 && (
              <span className="row">
                {cases.map(({ id, number, status }) => (
                  <Link key={id} href={`/cases/${id}`}>
                    {number} <StatusTag kind="case" status={status} />
                  </Link>
                ))}
              </span>
            ),
        },
        { title: t('code'), render: (_, { code }) => code },
      ]}
    />
  );
}
