'use client';

import { FundingEntriesDocument, type FundingEntriesQuery } from '@yimen/schema/documents';
import { Table, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { formatDateTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';

type Entry = FundingEntriesQuery['fundingEntries']['nodes'][number];
const FILTERS = ['year', 'fund', 'department', 'program', 'township', 'month', 'state', 'after'] as const;
const DIMENSIONS = ['fund', 'department', 'program', 'township', 'month', 'state'] as const;
const STATES = ['held', 'committed', 'paid', 'released'];

/** The list behind a number; its sum is that number. */
export function EntriesPage() {
  const t = useTranslations('funding');
  const b = useBilingual();
  const { today, places } = useViewer();
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const year = Number(filters.year ?? today.slice(0, 4));
  const { fund, department, program, township, month, state, after } = filters;
  const [query, reload] = useQuery({
    query: FundingEntriesDocument,
    variables: {
      filter: { year, fund, department, program, township, state, month: month ? Number(month) : undefined },
      first: 50,
      after,
    },
  });
  const stateName = (code: string) => (STATES.includes(code) ? t(`states.${code}`) : code);
  const opensCases = places.includes('cases');
  return (
    <Page
      title={t('entriesTitle')}
      breadcrumb={[{ title: t('title'), href: `/funding?year=${year}` }, { title: t('entriesTitle') }]}
    >
      <p className="row">
        <span className="quiet">{t('yearOf', { year: String(year) })}</span>
        {DIMENSIONS.filter((name) => filters[name]).map((name) => (
          <Tag key={name} closable onClose={() => setFilters({ [name]: undefined })}>
            {name === 'state' ? stateName(filters[name] ?? '') : filters[name]}
          </Tag>
        ))}
      </p>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ fundingEntries: { nodes, total, totalFen, nextCursor } }) =>
          nodes.length === 0 ? (
            <EmptyState title={t('noEntries')} />
          ) : (
            <>
              <p>
                {t('total', { count: total })}{' '}
                <strong data-testid="entries-totalFen" data-fen={totalFen}>
                  <Money fen={totalFen} />
                </strong>
              </p>
              <Table<Entry>
                rowKey="id"
                size="small"
                pagination={false}
                scroll={{ x: 1000 }}
                dataSource={[...nodes]}
                columns={[
                  { title: t('date'), key: 'at', render: (_value, entry) => formatDateTime(entry.at) },
                  { title: t('state'), key: 'state', render: (_value, entry) => stateName(entry.state) },
                  {
                    title: t('amount'),
                    key: 'amount',
                    align: 'right',
                    render: (_value, entry) => <Money fen={entry.amountFen} />,
                  },
                  { title: t('department'), key: 'department', render: (_value, entry) => b(entry.department.name) },
                  { title: t('program'), key: 'program', render: (_value, entry) => b(entry.program.name) },
                  { title: t('fund'), key: 'fund', render: (_value, entry) => b(entry.fund) },
                  {
                    title: t('township'),
                    key: 'township',
                    render: (_value, entry) => (entry.townshipName ? b(entry.townshipName) : '—'),
                  },
                  { title: t('person'), key: 'person', render: (_value, entry) => entry.personName ?? '—' },
                  {
                    title: t('source'),
                    key: 'source',
                    render: (_value, entry) => {
                      if (entry.batchNumber) return t('batch', { number: entry.batchNumber });
                      if (!entry.caseNumber) return '—';
                      return opensCases && entry.caseId ? (
                        <Link href={`/cases/${entry.caseId}`}>{entry.caseNumber}</Link>
                      ) : (
                        entry.caseNumber
                      );
                    },
                  },
                ]}
              />
              <CursorPager
                total={total}
                after={after}
                nextCursor={nextCursor ?? null}
                onGo={(cursor) => setFilters({ after: cursor })}
              />
            </>
          )
        }
      </QueryBoundary>
    </Page>
  );
}
