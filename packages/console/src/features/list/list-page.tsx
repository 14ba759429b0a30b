'use client';

import {
  KeptListDocument,
  KeptListEntriesDocument,
  type KeptListEntriesQuery,
  type KeptListQuery,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './list.module.css';
import { useNameColumns } from './name-columns';

type KeptList = NonNullable<KeptListQuery['keptList']>;
type Entry = KeptListEntriesQuery['keptListEntries']['nodes'][number];
const PAGE = 50;

/** A list: its versions, and who is on it. */
export function ListPage({ id }: { id: string }) {
  const t = useTranslations('list');
  const [query, reload] = useQuery({ query: KeptListDocument, variables: { id } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ keptList: list }) =>
        list ? (
          <Page
            title={list.title}
            breadcrumb={[{ title: t('title'), href: '/lists' }, { title: list.title }]}
            extra={
              list.allowedActions.some(({ action }) => action === 'keep') && (
                <LinkButton href={`/imports?kind=lists&list=${list.id}`}>{t('fromFile')}</LinkButton>
              )
            }
          >
            <p className="quiet">
              <DepartmentName department={list.department} /> · {t(`units.${list.unit}`)} ·{' '}
              {t('asOfDay', { day: list.asOf ?? '—', count: list.entries })}
            </p>
            {list.allowedActions.some(({ action }) => action === 'list') && <Entries list={list} />}
            <Versions list={list} />
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/lists">{t('backToLists')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function Entries({ list }: { list: KeptList }) {
  const t = useTranslations('list');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['township', 'registered', 'version', 'after'] as const);
  const { after, version, ...narrowing } = filters;
  const filter = { list: list.id, ...narrowing, number: version ? Number(version) : undefined };
  const [query, reload] = useQuery({ query: KeptListEntriesDocument, variables: { filter, first: PAGE, after } });
  const [county] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const townships = county.data?.townships.map(({ code, name }) => ({ value: code, label: b(name) }));
  const versions = list.versions.map(({ number, asOf }) => ({
    value: String(number),
    label: t('versionOf', { number, day: asOf }),
  }));
  const nameColumns = useNameColumns<Entry>(({ householdCode, maskedNumber }) => householdCode ?? maskedNumber);
  const registered = ['registered', 'unregistered'].map((value) => ({ value, label: t(`registry.${value}`) }));
  const select = (name: 'township' | 'registered' | 'version', options: { value: string; label: string }[] = []) => (
    <Select
      className={styles.choice}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      allowClear
      value={filters[name]}
      options={options}
      onChange={(value?: string) => setFilters({ [name]: value })}
    />
  );
  return (
    <section className="paper" aria-labelledby="entries">
      <h2 id="entries">{t('entriesOf')}</h2>
      <search className={`row ${styles.filters}`}>
        {select('version', versions)}
        {select('township', townships)}
        {select('registered', registered)}
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ keptListEntries: { nodes, total, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={t('nobody')} hint={t('nobodyHint')} />
          ) : (
            <div className="stack">
              <ListTable
                small
                rowKey={({ id }) => id}
                rows={nodes}
                columns={[
                  ...nameColumns,
                  {
                    title: t('inRegistry'),
                    render: (_, one) => t(`registry.${one.registered ? 'registered' : 'unregistered'}`),
                  },
                  ...list.columns.map(({ code, name, type }) => ({
                    title: name,
                    render: (_: unknown, { attributes }: Entry) => {
                      const value = attributes.find(({ column }) => column === code)?.value ?? null;
                      if (value === null) return '—';
                      return type === 'boolean' ? t(value === 'true' ? 'yes' : 'no') : value;
                    },
                  })),
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

function Versions({ list: { versions } }: { list: KeptList }) {
  const t = useTranslations('list');
  return (
    <section className="paper" aria-labelledby="versions">
      <h2 id="versions">{t('versions')}</h2>
      <ListTable
        small
        rowKey={({ number }) => number}
        rows={versions}
        columns={[
          { title: t('asOf'), render: (_, { asOf }) => asOf },
          { title: t('wholeOrPart'), render: (_, { whole }) => t(whole ? 'whole' : 'part') },
          { title: t('source'), render: (_, { source }) => source },
          { title: t('keptBy'), render: (_, { keptBy, closedAt }) => `${keptBy} ${formatDateTime(closedAt)}` },
          { title: t('entries'), align: 'right', render: (_, { entries }) => entries },
          { title: t('added'), align: 'right', render: (_, { added }) => added },
          { title: t('changed'), align: 'right', render: (_, { changed }) => changed },
          { title: t('ended'), align: 'right', render: (_, { ended }) => ended },
        ]}
      />
    </section>
  );
}
