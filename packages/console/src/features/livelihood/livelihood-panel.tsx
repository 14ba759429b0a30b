'use client';

import { LivelihoodDocument, type LivelihoodQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { Money, RoundMoney } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { entriesHref } from '../funding/columns';
import { Panel } from '../leadership/panel';
import { LivelihoodDialog } from './livelihood-dialog';

type Board = NonNullable<LivelihoodQuery['livelihood']>;
export type LivelihoodYear = Board['years'][number];

/** Whether the county spends of its new revenue on livelihood what it means to (R87), by years. */
export function LivelihoodPanel() {
  const [query, reload] = useQuery({ query: LivelihoodDocument });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ livelihood }) => livelihood && <Share board={livelihood} onDone={again} />}
    </QueryBoundary>
  );
}

function Share({ board, onDone }: { board: Board; onDone: () => void }) {
  const t = useTranslations('livelihood');
  const [recording, setRecording] = useState(false);
  const [newest] = board.years;
  const figure = newest?.figures[0];
  const answer =
    newest && figure
      ? t(newest.meets ? 'meets' : 'misses', {
          year: String(newest.year),
          percent: figure.percent,
          target: board.targetPercent,
        })
      : t('none', { target: board.targetPercent });
  return (
    <Panel title={t('title')} answer={answer} note={t('note')} wide>
      {board.years.length > 0 && <YearsTable years={board.years} targetPercent={board.targetPercent} />}
      <div className="row">
        <ActionButton action="record" allowedActions={board.allowedActions} onClick={() => setRecording(true)}>
          {t('record')}
        </ActionButton>
      </div>
      {recording && (
        <LivelihoodDialog
          years={board.years}
          onClose={() => setRecording(false)}
          onDone={() => {
            setRecording(false);
            onDone();
          }}
        />
      )}
    </Panel>
  );
}

function YearsTable({ years, targetPercent }: { years: readonly LivelihoodYear[]; targetPercent: number }) {
  const t = useTranslations('livelihood');
  return (
    <ListTable
      rowKey="year"
      small
      rows={years}
      columns={[
        { title: t('year'), key: 'year', render: (_, { year }) => year },
        {
          title: t('share'),
          key: 'share',
          align: 'right',
          render: (_, { figures, meets }) => (
            <span className={meets ? undefined : 'late'}>
              {t(meets ? 'percent' : 'below', { percent: figures[0]?.percent ?? 0, target: targetPercent })}
            </span>
          ),
        },
        {
          title: t('livelihood'),
          key: 'livelihood',
          align: 'right',
          render: (_, { figures }) => (
            <div>
              <RoundMoney fen={figures[0]?.livelihoodFen} />
              <div className="quiet">{t.rich('of', { sum: () => <RoundMoney fen={figures[0]?.newRevenueFen} /> })}</div>
            </div>
          ),
        },
        {
          title: t('paidHere'),
          key: 'paid',
          align: 'right',
          render: (_, { year, paidFen }) => (
            <Link href={entriesHref(year, undefined, undefined, 'paid')}>
              <RoundMoney fen={paidFen} />
            </Link>
          ),
        },
        { title: t('source'), key: 'source', render: (_, { figures }) => <Sources figures={figures} /> },
      ]}
    />
  );
}

/** The document that counts, and on demand what it took the place of. */
function Sources({ figures: [counting, ...former] }: Pick<LivelihoodYear, 'figures'>) {
  const t = useTranslations('livelihood');
  if (!counting) return null;
  return (
    <div>
      {counting.document}
      <div className="quiet">{t('by', { name: counting.recordedBy, at: formatDateTime(counting.recordedAt) })}</div>
      {former.length > 0 && (
        <details>
          <summary>{t('corrected', { count: former.length, reason: counting.reason ?? '' })}</summary>
          <ul>
            {former.map(({ id, livelihoodFen, newRevenueFen, document, recordedBy }) => (
              <li key={id}>
                <Money fen={livelihoodFen} /> / <Money fen={newRevenueFen} /> · {document} · {recordedBy}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
