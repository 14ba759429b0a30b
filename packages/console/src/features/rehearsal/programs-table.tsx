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

/** The programs, those that are changed themselves and cost most first; those for whom nothing changes are named below. */
export function ProgramsTable({ rehearsalId, outcome }: ProgramsTableProps) {
  const t = useTranslations('rehearsal');
  const b = useBilingual();
  const [changed, unchanged] = [true, false].map((wanted) =>
    outcome.programs.filter((row) => isChanged(row) === wanted),
  ) as [Row[], Row[]];
  changed.sort((x, y) => Number(y.direct) - Number(x.direct) || Math.abs(addedBy(y)) - Math.abs(addedBy(x)));
  return (
    <>
      {changed.length > 0 ? <ChangedTable rehearsalId={rehearsalId} programs={changed} /> : <p>{t('noEffectHint')}</p>}
      {unchanged.length > 0 && (
        <details>
          <summary>{t('unchanged', { count: unchanged.length })}</summary>
          <p className="quiet">{unchanged.map(({ label }) => b(label)).join(t('comma'))}</p>
        </details>
      )}
    </>
  );
}

const addedBy = ({ oldFen, newFen }: Row) => newFen - oldFen;

function isChanged(row: Row): boolean {
  const counts = COLUMNS.filter(({ key }) => key !== 'same' && key !== 'open');
  return addedBy(row) !== 0 || counts.some(({ kinds }) => countIn(row.counts, kinds) > 0);
}

/** For how many what changes, and the money of one period. Counts open the list behind. */
function ChangedTable({ rehearsalId, programs }: { rehearsalId: string; programs: readonly Row[] }) {
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
          render: (_: unknown, row: Row) =>
            countIn(row.counts, kinds) > 0 && <Count row={row} kinds={kinds} rehearsalId={rehearsalId} />,
        })),
        {
          title: t('periodMoney'),
          align: 'right',
          // Of a program that follows only the households that are touched are known.
          render: (_, { direct, oldPeriodFen, newPeriodFen }) =>
            direct &&
            oldPeriodFen + newPeriodFen > 0 && (
              <>
                <div>
                  <Money fen={oldPeriodFen} />
                </div>
                → <Money fen={newPeriodFen} />
              </>
            ),
        },
        {
          title: t('difference'),
          align: 'right',
          render: (_, row) => hasMoney(row) && <MoneyDifference fen={row.newPeriodFen - row.oldPeriodFen} />,
        },
        {
          title: t('horizonDifference'),
          align: 'right',
          render: (_, row) => hasMoney(row) && <MoneyDifference fen={addedBy(row)} />,
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={shown.length + 3}>
            {t('sum')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={1} align="right">
            <MoneyDifference fen={programs.reduce((sum, row) => sum + addedBy(row), 0)} />
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

/** What is given in kind has none. */
const hasMoney = ({ oldFen, newFen, oldPeriodFen, newPeriodFen }: Row) =>
  oldFen + newFen + oldPeriodFen + newPeriodFen > 0;

function Count({ row, kinds, rehearsalId }: { row: Row; kinds: readonly string[]; rehearsalId: string }) {
  const t = useTranslations('rehearsal');
  const locale = useLocale();
  const count = countIn(row.counts, kinds);
  const held = heldIn(row.counts, kinds);
  const [kind] = kinds.filter((one) => countIn(row.counts, [one]) > 0);
  const listed = row.listed && kind !== undefined && kind !== 'same' && kind !== 'open';
  const text = count.toLocaleString(locale);
  return (
    <span title={t('heldOf', { held })}>
      {listed ? <Link href={`/rehearsals/${rehearsalId}/people?program=${row.key}&kind=${kind}`}>{text}</Link> : text}
      {held > 0 && <div className="quiet">{t('heldShort', { held })}</div>}
    </span>
  );
}
