'use client';

import { DISCOVERY_RESULTS, type DiscoveryResult } from '@yimen/schema';
import type { MatchProgressPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';

interface ProgressTableProps {
  progress: readonly MatchProgressPartsFragment[];
  /** On a match's own page its name is left out. */
  matchId?: string;
}

/** How far each township is, and what it found out. */
export function ProgressTable({ progress, matchId }: ProgressTableProps) {
  const t = useTranslations('list');
  const b = useBilingual();
  const hrefOf = (one: MatchProgressPartsFragment) => `/discoveries?match=${one.matchId}&township=${one.townshipCode}`;
  return (
    <ListTable
      small
      rowKey={({ matchId: of, townshipCode }) => `${of} ${townshipCode}`}
      rows={progress}
      columns={[
        { title: t('township'), render: (_, one) => <Link href={hrefOf(one)}>{b(one.townshipName)}</Link> },
        ...(matchId
          ? []
          : [{ title: t('match'), render: (_: unknown, { matchTitle }: MatchProgressPartsFragment) => matchTitle }]),
        { title: t('sent'), align: 'right' as const, render: (_, { sent }) => sent },
        { title: t('done'), align: 'right' as const, render: (_, { sent, open }) => sent - open },
        { title: t('open'), align: 'right' as const, render: (_, { open }) => open },
        {
          title: t('overdue'),
          align: 'right' as const,
          render: (_, { overdue }) => <span className={overdue > 0 ? 'late' : ''}>{overdue}</span>,
        },
        { title: t('dueOn'), render: (_, { dueOn }) => dueOn ?? '—' },
        {
          title: t('results'),
          render: (_, { results }) =>
            results
              .map(({ result, count }) => `${b(DISCOVERY_RESULTS[result as DiscoveryResult])} ${count}`)
              .join('、') || '—',
        },
      ]}
    />
  );
}
