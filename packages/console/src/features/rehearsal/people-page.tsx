'use client';

import {
  RehearsalDocument,
  type RehearsalQuery,
  RehearsedPeopleDocument,
  type RehearsedPeopleQuery,
} from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { MoneyDifference } from './difference';
import { LISTED_KINDS } from './kinds';
import styles from './rehearsal.module.css';

type Listed = RehearsedPeopleQuery['rehearsedPeople']['nodes'][number];
type Outcome = NonNullable<NonNullable<RehearsalQuery['rehearsal']>['outcome']>;

const PAGE = 50;
const FILTERS = ['program', 'kind', 'township', 'householdKind', 'after'] as const;

/** Whom a rehearsal concerns: who gains, who loses, by how much; names masked. */
export function PeoplePage({ id }: { id: string }) {
  const t = useTranslations('rehearsal');
  const [query, reload] = useQuery({ query: RehearsalDocument, variables: { id } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ rehearsal }) =>
        rehearsal?.outcome ? (
          <Page
            title={t('peopleTitle')}
            breadcrumb={[
              { title: t('title'), href: '/rehearsals' },
              { title: rehearsal.title, href: `/rehearsals/${id}` },
              { title: t('peopleTitle') },
            ]}
          >
            {rehearsal.outcome.programs.some(({ listed }) => listed) ? (
              <PeopleList id={id} outcome={rehearsal.outcome} />
            ) : (
              <NoPermission reason={t('countsOnly')} />
            )}
          </Page>
        ) : (
          <Missing>
            <LinkButton href="/rehearsals">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function PeopleList({ id, outcome }: { id: string; outcome: Outcome }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const [{ after, ...filters }, setFilters] = useUrlFilters(FILTERS);
  const [query, reload] = useQuery({
    query: RehearsedPeopleDocument,
    variables: { filter: { rehearsalId: id, ...filters }, first: PAGE, after },
  });
  const choices = [
    {
      name: 'program' as const,
      all: t('allPrograms'),
      options: outcome.programs
        .filter(({ listed }) => listed)
        .map(({ key, label }) => ({ value: key, label: b(label) })),
    },
    {
      name: 'kind' as const,
      all: t('allKinds'),
      options: LISTED_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    },
    {
      name: 'township' as const,
      all: t('allTownships'),
      options: outcome.townships.map(({ key, label }) => ({ value: key, label: b(label) })),
    },
    {
      name: 'householdKind' as const,
      all: t('allHouseholds'),
      options: outcome.householdKinds.map(({ key, label }) => ({ value: key, label: b(label) })),
    },
  ];
  const clear = () =>
    setFilters({ program: undefined, kind: undefined, township: undefined, householdKind: undefined });
  return (
    <>
      <search className="row">
        {choices.map(({ name, all, options }) => (
          <Select
            key={name}
            className={styles.filter}
            aria-label={all}
            placeholder={all}
            allowClear
            value={filters[name]}
            options={options}
            onChange={(value?: string) => setFilters({ [name]: value })}
          />
        ))}
      </search>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ rehearsedPeople: { nodes, total, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={t('nobody')} hint={t('nobodyHint')}>
              <Button onClick={clear}>{t('clear')}</Button>
            </EmptyState>
          ) : (
            <div className="stack" aria-busy={query.fetching || query.stale}>
              <PeopleTable rows={nodes} />
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
    </>
  );
}

function PeopleTable({ rows }: { rows: readonly Listed[] }) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  return (
    <ListTable<Listed>
      rowKey="place"
      small
      rows={rows}
      columns={[
        { title: t('household'), render: (_, { householdCode }) => householdCode },
        { title: t('person'), render: (_, { personName }) => personName },
        { title: t('place'), render: (_, { township, villageName }) => `${b(township)} ${villageName}` },
        { title: t('householdKind'), render: (_, { householdKind }) => b(householdKind) },
        { title: t('program'), render: (_, { program }) => b(program) },
        {
          title: t('change'),
          render: (_, { kind, kept }) => (
            <>
              {t(`kind.${kind}`)}
              {kept && <div className="quiet">{t('keptInstead', { program: b(kept) })}</div>}
            </>
          ),
        },
        { title: t('holds'), render: (_, { held }) => (held ? t('yes') : t('no')) },
        { title: t('before'), align: 'right', render: (_, { oldFen }) => <Money fen={oldFen} /> },
        { title: t('after'), align: 'right', render: (_, { newFen }) => <Money fen={newFen} /> },
        {
          title: t('difference'),
          align: 'right',
          render: (_, { oldFen, newFen }) => <MoneyDifference fen={(newFen ?? 0) - (oldFen ?? 0)} />,
        },
      ]}
    />
  );
}
