'use client';

import { APPRAISAL_MEASURES, type AppraisalMeasureCode, DELAY_CAUSES, type DelayCause } from '@yimen/schema';
import { AppraisalSourcesDocument, type AppraisalSourcesQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { type ListColumn, ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { Missing, QueryBoundary } from '@/lib/states';

type Source = NonNullable<AppraisalSourcesQuery['appraisalSources']>['nodes'][number];

/** What a measure was counted from: the list behind the number. */
export function SourcesPanel({
  readingId,
  measure,
  isClosed,
}: {
  readingId: string;
  measure: string;
  isClosed: boolean;
}) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  const heading = useRef<HTMLHeadingElement>(null);
  const [query] = useQuery({ query: AppraisalSourcesDocument, variables: { readingId } });
  const columns = useColumns();
  useEffect(() => {
    if (readingId) heading.current?.focus();
  }, [readingId]);
  return (
    <section className="paper stack" aria-labelledby="appraisal-sources">
      <h2 id="appraisal-sources" ref={heading} tabIndex={-1}>
        {t('sourcesOf', { measure: b(APPRAISAL_MEASURES[measure as AppraisalMeasureCode]) })}
      </h2>
      {isClosed && <p className="quiet">{t('sourcesNow')}</p>}
      <QueryBoundary query={query}>
        {({ appraisalSources }) => {
          if (!appraisalSources) return <Missing />;
          const { nodes, total } = appraisalSources;
          if (nodes.length === 0) return <p className="quiet">{t('noSources')}</p>;
          return (
            <>
              <p className="quiet">{t('sourcesHint', { total })}</p>
              <ListTable
                small
                rowKey={({ key }) => key}
                rows={nodes}
                columns={columns.filter(({ shown }) => nodes.some(shown)).map(({ shown: _, ...column }) => column)}
              />
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}

type Column = ListColumn<Source> & { shown: (source: Source) => boolean };

function useColumns(): Column[] {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  const always = () => true;
  return [
    { title: t('source.what'), shown: always, render: (_, source) => <What source={source} /> },
    {
      title: t('source.number'),
      shown: ({ number }) => number !== null,
      render: (_, { number, case: file }) => (file ? <Link href={`/cases/${file.id}`}>{number}</Link> : number),
    },
    { title: t('source.on'), shown: ({ on }) => on !== null, render: (_, { on }) => on },
    { title: t('source.dueOn'), shown: ({ dueOn }) => dueOn !== null, render: (_, { dueOn }) => dueOn },
    {
      title: t('source.own'),
      align: 'right',
      shown: ({ ownDays }) => ownDays !== null,
      render: (_, { ownDays }) => (
        <span className={ownDays ? 'late' : 'quiet'}>{t('days', { days: ownDays ?? 0 })}</span>
      ),
    },
    {
      title: t('source.waited'),
      shown: ({ waitingDays }) => waitingDays !== null,
      render: (_, { waiting }) =>
        waiting.map(({ cause, by, days }) => (
          <div key={`${cause} ${by?.code}`}>
            {b(DELAY_CAUSES[cause as DelayCause])} {by && b(by.name)} {t('days', { days })}
          </div>
        )),
    },
    {
      title: t('source.fen'),
      align: 'right',
      shown: ({ fen }) => fen !== null,
      render: (_, { fen }) => <Money fen={fen} />,
    },
    { title: t('source.count'), align: 'right', shown: ({ count }) => count !== null, render: (_, { count }) => count },
    {
      title: t('source.counts'),
      shown: ({ kind }) => ['case', 'meeting', 'program', 'work'].includes(kind),
      render: (_, { counts }) => (counts ? t('source.yes') : <span className="quiet">{t('source.no')}</span>),
    },
  ];
}

/** Programs lead to their page; the others are told by their words. */
function What({ source: { kind, key, words } }: { source: Source }) {
  const b = useBilingual();
  return kind === 'program' ? <Link href={`/programs/${key}`}>{b(words)}</Link> : b(words);
}
