'use client';

import { VerificationSummaryDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { VerifierTable } from './verifier-table';

/** How much is asked and answered in the county, and by whom. */
export function SummaryPage() {
  const t = useTranslations('verification');
  const [query, reload] = useQuery({ query: VerificationSummaryDocument });
  return (
    <Page title={t('title')}>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ verificationSummary: { verifiers, openConflicts } }) =>
          verifiers.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <>
              <p>{t('openConflicts', { count: openConflicts })}</p>
              <VerifierTable rows={verifiers} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
