'use client';

import type { HardshipQuery, WaitingProgramPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { RoundMoney } from '@/lib/money';
import { Panel } from './panel';

interface WaitingPanelProps {
  programs: readonly WaitingProgramPartsFragment[];
  hardship: Pick<HardshipQuery['hardship'], 'aboveFen' | 'households' | 'leftFen'> | undefined;
  year: number;
  drills?: boolean;
}

/** Who is entitled and finds no money or place, and who is still in difficulty after all aid. */
export function WaitingPanel({ programs, hardship, year, drills }: WaitingPanelProps) {
  const t = useTranslations('leadership.waiting');
  const b = useBilingual();
  const sum = (of: 'waiting' | 'neededFen' | 'canBeServed') => programs.reduce((all, row) => all + row[of], 0);
  const money = (fen: number) => () => <RoundMoney fen={fen} />;
  const answer = (
    <>
      {programs.length === 0
        ? t('nobody')
        : t.rich('answer', { count: sum('waiting'), needed: money(sum('neededFen')), served: sum('canBeServed') })}
      {hardship &&
        t.rich('hardship', {
          count: hardship.households,
          above: money(hardship.aboveFen),
          left: money(hardship.leftFen),
        })}
    </>
  );
  const href = (program: string) => `/funding/waiting?year=${year}&program=${program}`;
  return (
    <Panel title={t('title')} answer={answer} note={t('note')} folds={programs.length > 0}>
      {programs.length > 0 && (
        <ListTable<WaitingProgramPartsFragment>
          rowKey="programCode"
          small
          rows={programs}
          columns={[
            {
              title: t('program'),
              render: (_, { programCode, programName }) =>
                drills ? <Link href={href(programCode)}>{b(programName)}</Link> : b(programName),
            },
            { title: t('count'), align: 'right', render: (_, { waiting }) => waiting },
            { title: t('needed'), align: 'right', render: (_, { neededFen }) => <RoundMoney fen={neededFen} /> },
            {
              title: t('lacks'),
              render: (_, { placesLeft, canBeServed, waiting }) =>
                canBeServed === waiting ? t('enough') : placesLeft === 0 ? t('places') : t('money'),
            },
            { title: t('since'), render: (_, { since }) => since },
            { title: t('canBeServed'), align: 'right', render: (_, { canBeServed }) => canBeServed },
          ]}
        />
      )}
      {drills && <Link href={`/funding/waiting?year=${year}`}>{t('open')}</Link>}
    </Panel>
  );
}
