'use client';

import { caseWorkflow } from '@yimen/schema';
import { CasesDocument, type CasesQuery } from '@yimen/schema/documents';
import { Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { searchText } from '@/lib/id-number';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { LinkButton, Page, StatusTag, useStatusLabel } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useDifficultyName } from '../intake/difficulty-name';
import { NamedPrograms } from '../program/named-programs';
import { useAreaOptions } from '../registry/area-options';
import { Deadline, mostPressing } from '../today/deadline';
import styles from './case.module.css';

type CaseRow = CasesQuery['cases']['nodes'][number];
const FILTERS = ['search', 'status', 'township', 'after'] as const;

export function CasesPage() {
  const t = useTranslations('case');
  const reviews = useTranslations('reviews');
  const recoveries = useTranslations('recovery');
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const [query, reload] = useQuery({ query: CasesDocument, variables: { ...filters, first: 50 } });
  const areas = useAreaOptions(undefined);
  const statusLabel = useStatusLabel();

  return (
    <Page
      title={t('cases')}
      extra={
        <>
          <LinkButton href="/reviews">{reviews('title')}</LinkButton>
          <LinkButton href="/recoveries">{recoveries('title')}</LinkButton>
        </>
      }
    >
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
          aria-label={t('status')}
          placeholder={t('allStatuses')}
          allowClear
          value={filters.status}
          options={Object.keys(caseWorkflow).map((status) => ({ value: status, label: statusLabel('case', status) }))}
          onChange={(status?: string) => setFilters({ status })}
        />
        <Select
          className={styles.filter}
          aria-label={t('township')}
          placeholder={t('allTownships')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={filters.township}
          options={areas.townships}
          onChange={(township?: string) => setFilters({ township })}
        />
      </search>
      <NamedPrograms search={filters.search} />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ cases }) =>
          cases.nodes.length === 0 ? (
            <EmptyState title={t('noCases')} hint={t('noCasesHint')} />
          ) : (
            <>
              <CaseTable rows={cases.nodes} />
              <CursorPager {...cases} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function CaseTable({ rows }: { rows: CaseRow[] }) {
  const t = useTranslations('case');
  const b = useBilingual();
  const difficultyName = useDifficultyName();
  const amount = (fen: number | null) => fen !== null && <Money fen={fen} />;
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        { title: t('number'), render: (_, { id, number }) => <Link href={`/cases/${id}`}>{number}</Link> },
        { title: t('beneficiary'), render: (_, { beneficiary }) => beneficiary.name },
        {
          title: t('place'),
          render: (_, { household }) => `${b(household.township.name)} ${household.village.name}`,
        },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="case" status={status} /> },
        {
          title: t('deadline'),
          render: (_, { tasks }) => {
            const task = mostPressing(tasks);
            return task && <Deadline {...task} />;
          },
        },
        { title: t('difficulty'), render: (_, { need }) => difficultyName(need.difficulty) },
        {
          title: t('whatHappened'),
          render: (_, { need }) => <div className={styles.oneLine}>{need.whatHappened}</div>,
        },
        { title: t('needShort'), align: 'right', render: (_, { need }) => amount(need.needFen) },
        { title: t('leftShort'), align: 'right', render: (_, { need }) => amount(need.leftFen) },
        { title: t('requestedOn'), render: (_, { requestedOn }) => requestedOn },
      ]}
    />
  );
}
