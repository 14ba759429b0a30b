'use client';

import { DUPLICATE_STATUSES } from '@yimen/schema';
import { DuplicatePairsDocument, DuplicateSearchesDocument, FindDuplicatesDocument } from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { JobProgress, UNDER_WAY } from '../job/job-progress';
import { SignTags } from './possible-duplicates';

/** Records that may be of one person, the most alike first. */
export function DuplicatesPage() {
  const t = useTranslations('duplicate');
  const registry = useTranslations('registry');
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['status', 'after'] as const);
  const status = filters.status ?? 'open';
  const [query, reload] = useQuery({
    query: DuplicatePairsDocument,
    variables: { status, after: filters.after, first: 50 },
  });
  const again = () => reload({ requestPolicy: 'network-only' });
  const find = useCommand(FindDuplicatesDocument);
  const [searches, look] = useQuery({ query: DuplicateSearchesDocument });
  const [started, setStarted] = useState<string>();
  const jobId = started ?? searches.data?.jobs.find(({ status }) => UNDER_WAY.includes(status))?.id;
  const start = async () => {
    const job = await find.run({});
    if (!isFailure(job)) setStarted(job.id);
    else look({ requestPolicy: 'network-only' });
  };
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: registry('households'), href: '/households' }, { title: t('title') }]}
      extra={
        <ActionButton
          action="search"
          allowedActions={query.data?.duplicatePairs.allowedActions ?? []}
          loading={find.running}
          onClick={start}
        >
          {t('search')}
        </ActionButton>
      }
    >
      <MutationFailure failure={find.failure} />
      {jobId && <JobProgress jobId={jobId} onEnd={again} />}
      <Segmented
        aria-label={t('status')}
        value={status}
        options={Object.entries(DUPLICATE_STATUSES).map(([value, label]) => ({ value, label: b(label) }))}
        onChange={(value) => setFilters({ status: value === 'open' ? undefined : value })}
      />
      <QueryBoundary query={query} retry={again}>
        {({ duplicatePairs }) =>
          duplicatePairs.nodes.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <ListTable
                rowKey={({ id }) => id}
                rows={duplicatePairs.nodes}
                columns={[
                  {
                    title: t('people'),
                    render: (_, { id, records }) => (
                      <Link href={`/duplicates/${id}`}>{records.map(({ person }) => person.name).join(' / ')}</Link>
                    ),
                  },
                  { title: t('signs'), render: (_, { signs }) => <SignTags signs={signs} /> },
                  {
                    title: t('birthDates'),
                    render: (_, { records }) => [...new Set(records.map(({ person }) => person.birthDate))].join(' / '),
                  },
                  {
                    title: t('places'),
                    render: (_, { records }) =>
                      [...new Set(records.map(({ household: h }) => `${b(h.township.name)} ${h.village.name}`))].join(
                        ' / ',
                      ),
                  },
                  ...(status === 'open'
                    ? []
                    : [
                        {
                          title: t('decision'),
                          render: (
                            _: unknown,
                            { decidedBy, reason }: { decidedBy: string | null; reason: string | null },
                          ) => `${decidedBy}：${reason}`,
                        },
                      ]),
                ]}
              />
              <CursorPager {...duplicatePairs} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
