'use client';

import type { ForecastPartsFragment, OutlookPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { RoundMoney } from '@/lib/money';
import { entriesHref } from '../funding/columns';
import { Panel } from './panel';

type Program = OutlookPartsFragment['programs'][number];

interface OutlookPanelProps {
  outlook: OutlookPartsFragment;
  /** Whether numbers lead to their lists. */
  drills?: boolean;
}

/** Those that run out first, then those with the most idle money. */
function inOrder(one: Program, other: Program): number {
  const ends = ({ forecast }: Program) => forecast?.runsOutIn ?? forecast?.earliestIn ?? 'Z';
  return ends(one).localeCompare(ends(other)) || (other.idleFen ?? 0) - (one.idleFen ?? 0);
}

/** Until when the money lasts, and whom what is idle could serve. */
export function OutlookPanel({ outlook, drills }: OutlookPanelProps) {
  const t = useTranslations('leadership.outlook');
  const b = useBilingual();
  const { phase, total, runningOut, idleFen, couldServe, programs, year, screenedOn } = outlook;
  const money = (fen: number) => () => <RoundMoney fen={fen} />;
  if (phase !== 'running') return <Panel title={t('title')} answer={t(phase)} wide />;
  const rows = programs.filter(({ forecast, unserved }) => forecast || unserved > 0).sort(inOrder);
  const answer = total
    ? t.rich(total.runsOutIn ? 'runsOut' : 'lasts', {
        month: total.runsOutIn ?? '',
        monthly: money(total.monthlyFen),
        end: money(total.yearEndFen),
        least: money(total.yearEndLeastFen),
        programs: runningOut,
        idle: money(idleFen),
        served: couldServe,
      })
    : t('tooLittle');
  return (
    <Panel
      title={t('title')}
      answer={answer}
      note={`${total ? t('method', { months: total.months }) : ''}${screenedOn ? t('screened', { day: screenedOn }) : t('notScreened')}`}
      wide
      folds
    >
      <ListTable<Program>
        rowKey="programCode"
        small
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        rows={rows}
        columns={[
          { title: t('program'), key: 'program', render: (_, { programName }) => b(programName) },
          {
            title: t('left'),
            align: 'right',
            render: (_, { programCode, leftFen }) =>
              drills ? (
                <Link href={entriesHref(year, 'program', programCode, 'left')}>
                  <RoundMoney fen={leftFen} />
                </Link>
              ) : (
                <RoundMoney fen={leftFen} />
              ),
          },
          { title: t('monthly'), align: 'right', render: (_, { forecast }) => <Rate forecast={forecast} /> },
          { title: t('until'), render: (_, { forecast }) => <Until forecast={forecast} /> },
          { title: t('idle'), align: 'right', render: (_, { idleFen: fen }) => <RoundMoney fen={fen} /> },
          {
            title: t('unserved'),
            align: 'right',
            render: (_, { unserved }) => (drills ? <Link href="/screening">{unserved}</Link> : unserved),
          },
          { title: t('couldServe'), align: 'right', render: (_, { couldServe: count }) => count ?? '—' },
        ]}
      />
    </Panel>
  );
}

function Rate({ forecast }: { forecast: ForecastPartsFragment | null }) {
  if (!forecast) return '—';
  return (
    <>
      <RoundMoney fen={forecast.monthlyFen} />{' '}
      <small className="quiet">
        (<RoundMoney fen={forecast.lowFen} />–<RoundMoney fen={forecast.highFen} />)
      </small>
    </>
  );
}

/** The month in which the money ends, with its band. */
function Until({ forecast }: { forecast: ForecastPartsFragment | null }) {
  const t = useTranslations('leadership.outlook');
  if (!forecast) return <span className="quiet">{t('tooLittleShort')}</span>;
  const { runsOutIn, earliestIn, latestIn } = forecast;
  const end = (month: string | null) => month ?? t('yearEnd');
  const band = earliestIn === latestIn ? null : `${end(earliestIn)} – ${end(latestIn)}`;
  return (
    <>
      <span className={runsOutIn ? 'late' : undefined}>{runsOutIn ?? t('lastsShort')}</span>{' '}
      {band && <small className="quiet">({band})</small>}
    </>
  );
}
