'use client';

import { READING_PURPOSES } from '@yimen/schema';
import { IdentityReadingsDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';

/** Who read whose numbers in full, when and what for; of one person, or of all that one may know of. */
export function ReadingsPage() {
  const t = useTranslations('privacy');
  const b = useBilingual();
  const { places } = useViewer();
  const [filters, setFilters] = useUrlFilters(['person', 'after'] as const);
  const variables = { personId: filters.person, after: filters.after, first: 50 };
  const [query, reload] = useQuery({ query: IdentityReadingsDocument, variables });
  const opensHouseholds = places.includes('households');
  const purposeOf = (code: string) => {
    const label = (READING_PURPOSES as Record<string, { zh: string; en: string }>)[code];
    return label ? b(label) : code;
  };
  return (
    <Page
      title={t('readings')}
      extra={filters.person && <LinkButton href="/identity-readings">{t('ofAll')}</LinkButton>}
    >
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ identityReadings }) =>
          identityReadings.nodes.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <>
              <ListTable
                rowKey={({ id }) => id}
                rows={identityReadings.nodes}
                columns={[
                  {
                    title: t('person'),
                    render: (_, { personName, householdId }) => {
                      if (!householdId) return `${personName} · ${t('unregistered')}`;
                      return opensHouseholds ? (
                        <Link href={`/households/${householdId}`}>{personName}</Link>
                      ) : (
                        personName
                      );
                    },
                  },
                  { title: t('readBy'), render: (_, { readBy, title }) => `${readBy} · ${b(title)}` },
                  { title: t('readAt'), render: (_, { readAt }) => formatDateTime(readAt) },
                  {
                    title: t('what'),
                    render: (_, { ofAccount, ofAmount }) =>
                      t(ofAmount ? 'ofAmount' : ofAccount ? 'ofAccount' : 'ofIdentity'),
                  },
                  { title: t('purpose'), render: (_, { purpose }) => purposeOf(purpose) },
                  { title: t('note'), render: (_, { note }) => note },
                ]}
              />
              <CursorPager {...identityReadings} after={filters.after} onGo={(after) => setFilters({ after })} />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
