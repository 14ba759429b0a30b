'use client';

import { type ImportHeadFragment, ImportProblemsDocument, type ImportProblemsQuery } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { CursorPager } from '@/lib/cursor-pager';
import { ListTable } from '@/lib/list-table';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import styles from './import.module.css';

type Problem = NonNullable<ImportProblemsQuery['import']>['problems']['nodes'][number];

const PAGE = 50;
const SEVERITIES = ['error', 'duplicate', 'note'];
const FILTERS = ['severity', 'after'] as const;

/** Row by row what is wrong and what to do, and the workbook of the rows that stay out. */
export function ProblemList({ file }: { file: ImportHeadFragment }) {
  const t = useTranslations('imports');
  const [{ severity, after }, setFilters] = useUrlFilters(FILTERS);
  const [query, reload] = useQuery({
    query: ImportProblemsDocument,
    variables: { id: file.id, severity, first: PAGE, after },
    requestPolicy: 'cache-and-network',
  });
  const { errors = 0, duplicates = 0 } = file.counts ?? {};
  return (
    <section className="stack" aria-label={t('problems')}>
      <div className="row">
        <h2>{t('problems')}</h2>
        <Select
          className={styles.filter}
          aria-label={t('severityFilter')}
          placeholder={t('showAll')}
          allowClear
          value={severity}
          options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
          onChange={(value?: string) => setFilters({ severity: value })}
        />
        {errors + duplicates > 0 && (
          <>
            <Button href={`/api/import/${file.id}/errors.xlsx`} download>
              {t('download')}
            </Button>
            <span className="quiet">{t('downloadHint')}</span>
          </>
        )}
      </div>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ import: found }) =>
          !found || found.problems.nodes.length === 0 ? (
            <EmptyState title={t('noProblems')} />
          ) : (
            <div className="stack" aria-busy={query.fetching || query.stale}>
              <ProblemTable problems={found.problems.nodes} />
              <CursorPager
                total={found.problems.total}
                after={after}
                nextCursor={found.problems.nextCursor}
                onGo={(cursor) => setFilters({ after: cursor })}
              />
            </div>
          )
        }
      </QueryBoundary>
    </section>
  );
}

function ProblemTable({ problems }: { problems: readonly Problem[] }) {
  const t = useTranslations('imports');
  const b = useBilingual();
  return (
    <ListTable
      small
      rows={problems}
      rowKey={({ row, cell, message }) => `${row} ${cell} ${message.zh}`}
      columns={[
        { title: t('cell'), render: (_, { row, cell }) => cell ?? `${t('row')} ${row}` },
        { title: t('heading'), render: (_, { heading }) => heading ?? '—' },
        { title: t('value'), render: (_, { value }) => <span className={styles.value}>{value ?? '—'}</span> },
        {
          title: t('what'),
          render: (_, { severity, message }) => (
            <div className={styles.message}>
              <span className="quiet">{t(`severity.${severity}`)}</span> {b(message)}
            </div>
          ),
        },
      ]}
    />
  );
}
