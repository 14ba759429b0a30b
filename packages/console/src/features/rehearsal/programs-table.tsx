'use client';

import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { Table, Tag } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { useVocabulary } from '@/lib/vocabulary';
import { MoneyDifference } from './difference';
import { COLUMNS, countIn, heldIn } from './kinds';
import styles from './rehearsal.module.css';

type Row = RehearsalOutcomePartsFragment['programs'][number];

interface ProgramsTableProps {
  rehearsalId: string;
  outcome: RehearsalOutcomePartsFragment;
}

/** Every program that changes: for how many what changes, and its money in one period. Counts open the list behind. */
export function ProgramsTable({ rehearsalId, outcome: { programs } }: ProgramsTableProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const { period } = useVocabulary();
  const shown = COLUMNS.filter(({ kinds }) => programs.some(({ counts }) => countIn(counts, kinds) > 0));
  return (
    <ListTable<Row>
      rowKey="key"
      small
      rows={programs}
      columns={[
        {
          title: t('program'),
          render: (_, { label, department, unit, period: often, direct }) => (
            <div className={styles.words}>
              {b(label)} {!direct && <Tag>{t('followsTag')}</Tag>}
              <div className="quiet">{`${b(department.name)} · ${t(`units.${unit}`)} · ${period(often)}`}</div>
            </div>
          ),
        },
        ...shown.map(({ key, kinds }) => ({
          title: t(`column.${key}`),
          key,
          align: 'right' as const,
          render: (_: unknown, row: Row) => <Count row={row} kinds={kinds} rehearsalId={rehearsalId} />,
        })),
        {
          title: t('periodMoney'),
          align: 'right',
          // Of a program that follows only the households that are touched are known.
          render: (_, { direct, oldPeriodFen, newPeriodFen }) =>
            direct && oldPeriodFen + newPeriodFen > 0 ? (
              <>
                <div>
                  <Money fen={oldPeriodFen} />
                </div>
                → <Money fen={newPeriodFen} />
              </>
            ) : (
              '—'
            ),
        },
        {
          title: t('difference'),
          align: 'right',
          render: (_, { oldPeriodFen, newPeriodFen }) => <MoneyDifference fen={newPeriodFen - oldPeriodFen} />,
        },
        {
          title: t('horizonDifference'),
          align: 'right',
          render: (_, { oldFen, newFen }) => <MoneyDifference fen={newFen - oldFen} />,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={shown.length + 3}>
            {t('sum')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            <MoneyDifference fen={programs.reduce((sum, row) => sum + row.newFen - row.oldFen, 0)} />
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

function Count({ row, kinds, rehearsalId }: { row: Row; kinds: readonly string[]; rehearsalId: string }) {
  const t = useTranslations('rehearsal');
  const locale = useLocale();
  const count = countIn(row.counts, kinds);
  const held = heldIn(row.counts, kinds);
  const [kind] = kinds.filter((one) => countIn(row.counts, [one]) > 0);
  const listed = row.listed && kind !== undefined && kind !== 'same' && kind !== 'open';
  if (count === 0) return <>—</>;
  const text = count.toLocaleString(locale);
  return (
    <span title={t('heldOf', { held })}>
      {listed ? <Link href={`/rehearsals/${rehearsalId}/people?program=${row.key}&kind=${kind}`}>{text}</Link> : text}
      {held > 0 && <div className="quiet">{t('heldShort', { held })}</div>}
    </span>
  );
}
