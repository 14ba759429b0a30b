'use client';

import type { KindPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { RoundMoney } from '@/lib/money';
import { Panel } from './panel';

interface KindsPanelProps {
  kinds: readonly KindPartsFragment[];
  year: number;
  drills?: boolean;
}

/** Where the money went, by kind of household: its level on the low-income register today. */
export function KindsPanel({ kinds, year, drills }: KindsPanelProps) {
  const t = useTranslations('leadership.kinds');
  const b = useBilingual();
  const spent = kinds.reduce((sum, { spentFen }) => sum + spentFen, 0);
  const households = kinds.reduce((sum, row) => sum + row.households, 0);
  const onRegister = kinds.reduce((sum, { key, spentFen }) => sum + (key === 'none' ? 0 : spentFen), 0);
  const share = spent > 0 ? ((onRegister / spent) * 100).toFixed(1) : '0';
  return (
    <Panel
      title={t('title')}
      answer={spent === 0 ? t('nothing') : t('answer', { households, share })}
      note={t('note')}
      folds
    >
      <ListTable<KindPartsFragment>
        rowKey="key"
        small
        rows={kinds.filter(({ entries }) => entries > 0)}
        columns={[
          {
            title: t('kind'),
            render: (_, { key, label }) =>
              drills ? <Link href={`/funding/entries?year=${year}&kind=${key}`}>{b(label)}</Link> : b(label),
          },
          { title: t('households'), align: 'right', render: (_, row) => row.households },
          { title: t('spent'), align: 'right', render: (_, { spentFen }) => <RoundMoney fen={spentFen} /> },
          {
            title: t('share'),
            align: 'right',
            render: (_, { spentFen }) => (spent > 0 ? `${((spentFen / spent) * 100).toFixed(1)}%` : '—'),
          },
        ]}
      />
    </Panel>
  );
}
