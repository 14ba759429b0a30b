'use client';

import { packageReviewWorkflow } from '@yimen/schema';
import { PackageReviewsDocument, StartReviewsDocument } from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, Page, useStatusLabel } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { JobProgress } from '../job/job-progress';

/** Adopted packages that would come to something else by now, or whose date has come. */
export function ReviewsPage() {
  const t = useTranslations('reviews');
  const cases = useTranslations('case');
  const label = useStatusLabel();
  const b = useBilingual();
  const [filters, setFilters] = useUrlFilters(['status', 'after'] as const);
  const status = filters.status ?? 'open';
  const [query, reload] = useQuery({ query: PackageReviewsDocument, variables: { status, after: filters.after } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const start = useCommand(StartReviewsDocument);
  const [jobId, setJobId] = useState<string>();
  const startAll = async () => {
    const job = await start.run({});
    if (!isFailure(job)) setJobId(job.id);
  };
  return (
    <Page
      title={t('title')}
      breadcrumb={[{ title: cases('cases'), href: '/cases' }, { title: t('title') }]}
      extra={
        <ActionButton
          action="start_reviews"
          allowedActions={query.data?.packageReviews.allowedActions ?? []}
          loading={start.running}
          onClick={startAll}
        >
          {t('startAll')}
        </ActionButton>
      }
    >
      <p className="quiet">{t('hint')}</p>
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      {jobId && <JobProgress jobId={jobId} onEnd={again} />}
      <Segmented
        aria-label={t('status')}
        value={status}
        options={Object.keys(packageReviewWorkflow).map((value) => ({ value, label: label('packageReview', value) }))}
        onChange={(value) => setFilters({ status: value === 'open' ? undefined : value })}
      />
      <QueryBoundary query={query} retry={again}>
        {({ packageReviews }) =>
          packageReviews.nodes.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <ListTable
                rowKey={({ id }) => id}
                rows={packageReviews.nodes}
                columns={[
                  {
                    title: t('case'),
                    render: (_, { case: file }) =>
                      file && (
                        <Link href={`/cases/${file.id}`}>
                          {file.number} {file.beneficiary.name}
                        </Link>
                      ),
                  },
                  { title: t('cause'), render: (_, { cause }) => t(`causes.${cause}`) },
                  {
                    title: t('programs'),
                    render: (_, { items }) => items.map(({ program }) => b(program.name)).join(t('comma')),
                  },
                  { title: t('over'), align: 'right', render: (_, { overFen }) => <Money fen={overFen} /> },
                  { title: t('under'), align: 'right', render: (_, { underFen }) => <Money fen={underFen} /> },
                  { title: t('at'), render: (_, { madeAt }) => formatDateTime(madeAt) },
                  {
                    title: t('nextRound'),
                    render: (_, { nextCase }) =>
                      nextCase && <Link href={`/cases/${nextCase.id}`}>{nextCase.number}</Link>,
                  },
                ]}
              />
              <CursorPager {...packageReviews} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
