'use client';

import {
  HardshipDocument,
  type HardshipQuery,
  WaitingEntriesDocument,
  type WaitingEntryPartsFragment,
  WaitingProgramsDocument,
} from '@yimen/schema/documents';
import { Button, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { Page } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import { yearOf } from '../funding/columns';
import styles from '../funding/funding.module.css';
import { useMayReadFunding } from '../funding/funding-page';
import { listHref } from '../screening/hrefs';
import { AFTER_A_CALL, NextInLine, WaitingCalls } from './next-in-line';
import { WaitingPanel } from './waiting-panel';

type Entry = WaitingEntryPartsFragment;
type HardshipCase = HardshipQuery['hardship']['cases'][number];

/** The waiting lists, and who is still in difficulty: in numbers for leaders, by name for those who serve them. */
export function WaitingPage() {
  const t = useTranslations('leadership.waiting');
  const funding = useTranslations('funding');
  const { today, staff } = useViewer();
  const mayRead = useMayReadFunding();
  const [filters, setFilters] = useUrlFilters(['year', 'program', 'after', 'entry']);
  const year = yearOf(filters.year, today);
  const namesNobody = staff.role === 'leader';
  const [counts, recount] = useQuery({
    query: WaitingProgramsDocument,
    variables: { year },
    pause: !mayRead,
    context: AFTER_A_CALL,
  });
  const [hardship, again] = useQuery({ query: HardshipDocument, pause: !mayRead });
  if (!mayRead) return <NoPermission />;
  return (
    <Page
      title={t('pageTitle')}
      breadcrumb={[{ title: funding('title'), href: `/funding?year=${year}` }, { title: t('pageTitle') }]}
    >
      {!namesNobody && <NextInLine year={year} entry={filters.entry} />}
      <QueryBoundary query={counts} retry={recount}>
        {({ waitingPrograms }) => (
          <WaitingPanel programs={waitingPrograms} hardship={hardship.data?.hardship} year={year} />
        )}
      </QueryBoundary>
      {namesNobody ? (
        <p className="quiet">{t('onlyCounts')}</p>
      ) : (
        <>
          {filters.program && (
            <Button size="small" onClick={() => setFilters({ program: undefined })}>
              {t('all')}
            </Button>
          )}
          <Line year={year} program={filters.program} after={filters.after} onGo={(after) => setFilters({ after })} />
          <WaitingCalls year={year} />
          <p>
            <Link href={listHref({ kind: 'ENTITLED_WITHOUT', reach: 'none' })}>{t('entitled')}</Link>
          </p>
          <QueryBoundary query={hardship} retry={again}>
            {(found) => <HardshipCases hardship={found.hardship} />}
          </QueryBoundary>
        </>
      )}
    </Page>
  );
}

interface LineProps {
  year: number;
  program: string | undefined;
  after: string | undefined;
  onGo: (after: string | undefined) => void;
}

function Line({ year, program, after, onGo }: LineProps) {
  const t = useTranslations('leadership.waiting');
  const b = useBilingual();
  const variables = { filter: { year, program }, first: 50, after };
  const [query, reload] = useQuery({ query: WaitingEntriesDocument, variables, context: AFTER_A_CALL });
  return (
    <QueryBoundary query={query} retry={reload}>
      {({ waitingEntries: { nodes, total, totalFen, nextCursor } }) =>
        nodes.length === 0 ? (
          <EmptyState title={t('noEntries')} hint={t('noEntriesHint')} />
        ) : (
          <section className="stack" aria-busy={query.fetching || query.stale}>
            <p className={styles.total}>
              {t.rich('total', { count: total, sum: () => <Money fen={totalFen} data-testid="waiting-totalFen" /> })}
            </p>
            <ListTable<Entry>
              rowKey="id"
              rows={nodes}
              columns={[
                { title: t('program'), render: (_, entry) => b(entry.program.name) },
                { title: t('position'), align: 'right', render: (_, { position }) => position },
                {
                  title: t('person'),
                  render: (_, { personName, urgent }) => (
                    <>
                      {personName} {urgent && <Tag color="warning">{t('urgent')}</Tag>}
                    </>
                  ),
                },
                { title: t('township'), render: (_, { townshipName }) => (townshipName ? b(townshipName) : '—') },
                { title: t('needed'), align: 'right', render: (_, { neededFen }) => <Money fen={neededFen} /> },
                { title: t('lacks'), render: (_, { lacks }) => t(lacks === 'nothing' ? 'enough' : lacks) },
                { title: t('since'), render: (_, { since }) => since },
                { title: t('days'), align: 'right', render: (_, { days }) => days },
                { title: t('source'), render: (_, entry) => <Source entry={entry} /> },
                { title: t('reason'), render: (_, { reason }) => (reason ? b(reason) : '—') },
              ]}
            />
            <CursorPager total={total} after={after} nextCursor={nextCursor} onGo={onGo} />
          </section>
        )
      }
    </QueryBoundary>
  );
}

function Source({ entry: { caseId, caseNumber, batchId, batchNumber } }: { entry: Entry }) {
  if (caseId) return <Link href={`/cases/${caseId}`}>{caseNumber}</Link>;
  return batchId ? <Link href={`/batches/${batchId}?filter=waiting`}>{batchNumber}</Link> : '—';
}

function HardshipCases({ hardship: { aboveFen, cases } }: { hardship: HardshipQuery['hardship'] }) {
  const t = useTranslations('leadership.waiting');
  const b = useBilingual();
  return (
    <section className="stack" aria-labelledby="hardship">
      <h2 id="hardship">{t('hardshipTitle')}</h2>
      <p className="quiet">{t.rich('hardshipNote', { above: () => <Money fen={aboveFen} /> })}</p>
      {cases.length === 0 ? (
        <EmptyState title={t('noHardship')} />
      ) : (
        <ListTable<HardshipCase>
          rowKey="id"
          rows={cases}
          columns={[
            { title: t('caseNumber'), render: (_, one) => <Link href={`/cases/${one.id}`}>{one.caseNumber}</Link> },
            { title: t('person'), render: (_, { personName }) => personName },
            { title: t('township'), render: (_, { townshipName }) => b(townshipName) },
            { title: t('decidedOn'), render: (_, { decidedOn }) => decidedOn },
            { title: t('need'), align: 'right', render: (_, { needFen }) => <Money fen={needFen} /> },
            { title: t('leftOver'), align: 'right', render: (_, { leftFen }) => <Money fen={leftFen} /> },
          ]}
        />
      )}
    </section>
  );
}
