'use client';

import type { BudgetLinePartsFragment } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton } from '@/lib/page';
import { EmptyState } from '@/lib/states';
import { COLUMNS, isOfLines } from '../funding/columns';
import styles from './budget.module.css';
import { ChangeDialog } from './change-dialog';

interface LinesSectionProps {
  lines: readonly BudgetLinePartsFragment[];
  onChange: () => void;
}

/** The lines with all their numbers and their sums. */
export function LinesSection({ lines, onChange }: LinesSectionProps) {
  const t = useTranslations('budget');
  const [changing, setChanging] = useState<BudgetLinePartsFragment>();
  return (
    <section className="paper" aria-labelledby="lines">
      <h2 id="lines">{t('lines')}</h2>
      <p className={`quiet ${styles.hint}`}>{t('linesHint')}</p>
      {lines.length === 0 ? (
        <EmptyState title={t('noLines')} hint={t('noLinesHint')} />
      ) : (
        <LinesTable lines={lines} onChoose={setChanging} />
      )}
      {changing && (
        <ChangeDialog
          line={changing}
          onClose={() => setChanging(undefined)}
          onDone={() => {
            setChanging(undefined);
            onChange();
          }}
        />
      )}
    </section>
  );
}

function LinesTable({
  lines,
  onChoose,
}: {
  lines: readonly BudgetLinePartsFragment[];
  onChoose: (line: BudgetLinePartsFragment) => void;
}) {
  const t = useTranslations('budget');
  const names = useTranslations('funding');
  const b = useBilingual();
  const mayChange = lines.some(({ allowedActions }) => allowedActions.length > 0);
  return (
    <ListTable<BudgetLinePartsFragment>
      rowKey="id"
      small
      rows={lines}
      summary={() =>
        lines.length > 1 && (
          <Table.Summary fixed>
            <Table.Summary.Row className={styles.totals}>
              <Table.Summary.Cell index={0}>{t('total')}</Table.Summary.Cell>
              {COLUMNS.map(({ key }, index) => (
                <Table.Summary.Cell key={key} index={index + 1} align="right">
                  <Money fen={lines.reduce((sum, line) => sum + line[key], 0)} />
                </Table.Summary.Cell>
              ))}
              <Table.Summary.Cell index={COLUMNS.length + 1} colSpan={mayChange ? 2 : 1} />
            </Table.Summary.Row>
          </Table.Summary>
        )
      }
      columns={[
        {
          title: t('program'),
          key: 'program',
          render: (_, { id, program, department, fund, closedOn }) => (
            <div>
              <Link href={`/budgets/${id}`}>{b(program.name)}</Link>
              <div className="quiet">
                <DepartmentName department={department} /> · {b(fund)}
              </div>
              {closedOn && <div className="quiet">{t('closed', { day: closedOn })}</div>}
            </div>
          ),
        },
        ...COLUMNS.map(({ key, name, state }) => ({
          title: names(name),
          key,
          align: 'right' as const,
          render: (_: unknown, line: BudgetLinePartsFragment) =>
            line[key] === 0 && !isOfLines(state) ? '' : <Money fen={line[key]} />,
        })),
        {
          title: t('places'),
          key: 'places',
          align: 'right',
          render: (_, { placesTotal, placesLeft }) =>
            placesTotal === null ? t('noPlaces') : t('placesOf', { total: placesTotal, left: placesLeft ?? 0 }),
        },
        ...(mayChange
          ? [
              {
                title: t('kind'),
                key: 'change',
                render: (_: unknown, line: BudgetLinePartsFragment) => (
                  <ActionButton
                    action="change"
                    size="small"
                    allowedActions={line.allowedActions}
                    aria-label={t('changeOf', { name: b(line.label) })}
                    onClick={() => onChoose(line)}
                  >
                    {t('change')}
                  </ActionButton>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
