'use client';

import { FactConflictsDocument } from '@yimen/schema/documents';
import { Segmented } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { CursorPager } from '@/lib/cursor-pager';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { ConflictTable } from './conflict-table';

/** Facts about which sources disagree, the most urgent first. */
export function ConflictsPage() {
  const t = useTranslations('verification');
  const [filters, setFilters] = useUrlFilters(['status', 'after'] as const);
  const [query, reload] = useQuery({ query: FactConflictsDocument, variables: { ...filters, first: 50 } });
  return (
    <Page
      title={t('conflictsTitle')}
      breadcrumb={[{ title: t('title'), href: '/verification' }, { title: t('conflictsTitle') }]}
    >
      <p className="quiet">{t('conflictsLead')}</p>
      <Segmented
        aria-label={t('status')}
        value={filters.status ?? 'open'}
        options={['open', 'resolved'].map((value) => ({ value, label: t(`conflictStatus.${value}`) }))}
        onChange={(value) => setFilters({ status: value === 'open' ? undefined : value })}
      />
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ factConflicts }) =>
          factConflicts.nodes.length === 0 ? (
            <EmptyState title={t('noConflicts')} />
          ) : (
            <>
              <ConflictTable rows={factConflicts.nodes} />
              <CursorPager {...factConflicts} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
