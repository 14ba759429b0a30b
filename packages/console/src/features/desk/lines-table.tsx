'use client';

import type { LinePartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { COLUMNS } from '../funding/columns';
import { MoneyBar } from '../funding/money-bar';

/** The department's budget lines: where each stands, as a bar and in figures. */
export function LinesTable({ lines }: { lines: readonly LinePartsFragment[] }) {
  const t = useTranslations('desk');
  const funding = useTranslations('funding');
  const b = useBilingual();
  return (
    <ListTable<LinePartsFragment>
      rowKey="id"
      small
      rows={lines}
      columns={[
        {
          title: t('program'),
          width: 200,
          render: (_, line) => (
            <>
              {b(line.program.name)}
              <div className="quiet">{b(line.fund)}</div>
            </>
          ),
        },
        { title: t('year'), dataIndex: 'year', width: 60 },
        { title: t('used'), width: 110, render: (_, line) => <MoneyBar money={line} small /> },
        ...COLUMNS.map(({ key, name }) => ({
          title: funding(name),
          key,
          width: 104,
          align: 'right' as const,
          render: (_: unknown, line: LinePartsFragment) => <Money fen={line[key]} />,
        })),
        {
          title: t('places'),
          width: 84,
          align: 'right',
          render: (_, { placesLeft, placesTotal }) => (placesTotal === null ? '—' : `${placesLeft} / ${placesTotal}`),
        },
      ]}
    />
  );
}
