'use client';

import { VerificationRequestsDocument, VerificationSummaryDocument } from '@yimen/schema/documents';
import { Button, Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { CursorPager } from '@/lib/cursor-pager';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { AskListDialog } from './ask-list-dialog';
import { RequestTable } from './request-table';

const STATUSES = ['', 'open', 'done', 'cancelled'] as const;

/** What was asked of the departments, and where it stands. */
export function RequestsPage() {
  const t = useTranslations('verification');
  const status = useTranslations('common.status.verification');
  const [filters, setFilters] = useUrlFilters(['status', 'after'] as const);
  const [query, reload] = useQuery({ query: VerificationRequestsDocument, variables: { ...filters, first: 50 } });
  const [{ data: summary }] = useQuery({ query: VerificationSummaryDocument });
  const [asking, setAsking] = useState(false);
  const { staff } = useViewer();
  const conflicts = summary?.verificationSummary.openConflicts ?? 0;
  return (
    <Page
      title={t('title')}
      extra={
        <>
          <LinkButton href="/verification/conflicts">{t('openConflicts', { count: conflicts })}</LinkButton>
          {staff.role === 'clerk' && (
            <Button type="primary" onClick={() => setAsking(true)}>
              {t('askList')}
            </Button>
          )}
        </>
      }
    >
      <p className="quiet">{t('lead')}</p>
      <Segmented
        aria-label={t('status')}
        value={filters.status ?? ''}
        options={STATUSES.map((value) => ({ value, label: value === '' ? t('all') : status(value) }))}
        onChange={(value) => setFilters({ status: value })}
      />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ verificationRequests }) =>
          verificationRequests.nodes.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <RequestTable rows={verificationRequests.nodes} />
              <CursorPager {...verificationRequests} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
      <AskListDialog open={asking} onClose={() => setAsking(false)} />
    </Page>
  );
}
