'use client';

import { MATCH_REPEATS, type MatchRepeat } from '@yimen/schema';
import { KeptListsDocument, ListMatchesDocument, type ListMatchPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './list.module.css';

/** Lists that departments keep, and the matches among them. */
export function ListsPage() {
  const t = useTranslations('list');
  const [matches, reload] = useQuery({ query: ListMatchesDocument });
  const maySave = matches.data?.listMatchActions.some(({ action }) => action === 'save');
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: t('screening'), href: '/screening' }, { title: t('title') }]}
      extra={
        <>
          <LinkButton href="/discoveries">{t('discoveries')}</LinkButton>
          {maySave && <LinkButton href="/lists/compare">{t('compare')}</LinkButton>}
          {maySave && (
            <LinkButton type="primary" href="/matches/new">
              {t('newMatch')}
            </LinkButton>
          )}
        </>
      }
    >
      <section className="paper" aria-labelledby="matches">
        <h2 id="matches">{t('matches')}</h2>
        <QueryBoundary query={matches} retry={() => reload({ requestPolicy: 'network-only' })}>
          {({ listMatches }) => <Matches matches={listMatches} />}
        </QueryBoundary>
      </section>
      <Lists />
    </Page>
  );
}

function Matches({ matches }: { matches: readonly ListMatchPartsFragment[] }) {
  const t = useTranslations('list');
  const b = useBilingual();
  if (matches.length === 0) return <EmptyState title={t('noMatches')} hint={t('noMatchesHint')} />;
  const sum = (match: ListMatchPartsFragment, of: 'sent' | 'open' | 'overdue') =>
    match.progress.reduce((all, one) => all + one[of], 0);
  return (
    <ListTable
      small
      rowKey={({ id }) => id}
      rows={matches}
      columns={[
        { title: t('match'), render: (_, { id, title }) => <Link href={`/matches/${id}`}>{title}</Link> },
        {
          title: t('of'),
          render: (_, { department }) => (department ? <DepartmentName department={department} /> : t('ofReview')),
        },
        { title: t('repeats'), render: (_, { repeats }) => b(MATCH_REPEATS[repeats as MatchRepeat]) },
        { title: t('lastRun'), render: (_, { runs }) => runs[0]?.onDay ?? '—' },
        { title: t('names'), align: 'right', render: (_, { runs }) => runs[0]?.names ?? '—' },
        { title: t('fresh'), align: 'right', render: (_, { runs }) => runs[0]?.fresh ?? '—' },
        { title: t('sent'), align: 'right', render: (_, match) => sum(match, 'sent') },
        { title: t('open'), align: 'right', render: (_, match) => sum(match, 'open') },
        { title: t('overdue'), align: 'right', render: (_, match) => sum(match, 'overdue') },
      ]}
    />
  );
}

function Lists() {
  const t = useTranslations('list');
  const [query, reload] = useQuery({ query: KeptListsDocument });
  return (
    <section className="paper" aria-labelledby="lists">
      <div className={`row ${styles.filters}`}>
        <h2 id="lists">{t('lists')}</h2>
        {query.data?.keptListActions.some(({ action }) => action === 'keep') && (
          <>
            <LinkButton href="/imports?kind=lists">{t('fromFile')}</LinkButton>
            <LinkButton href="/lists/new">{t('handIn')}</LinkButton>
          </>
        )}
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ keptLists }) =>
          keptLists.length === 0 ? (
            <EmptyState title={t('noLists')} hint={t('noListsHint')} />
          ) : (
            <ListTable
              small
              rowKey={({ id }) => id}
              rows={keptLists}
              columns={[
                { title: t('list'), render: (_, { id, title }) => <Link href={`/lists/${id}`}>{title}</Link> },
                { title: t('of'), render: (_, { department }) => <DepartmentName department={department} /> },
                { title: t('unit'), render: (_, { unit }) => t(`units.${unit}`) },
                { title: t('asOf'), render: (_, { asOf }) => asOf ?? '—' },
                { title: t('entries'), align: 'right', render: (_, { entries }) => entries },
                { title: t('unregistered'), align: 'right', render: (_, { unregistered }) => unregistered },
              ]}
            />
          )
        }
      </QueryBoundary>
    </section>
  );
}
