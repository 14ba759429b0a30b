'use client';

import { Button, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { type Applicant, COLUMNS, type Column, type Defaults } from './applicant-table';
import type { BatchToFill } from './applicants-page';
import styles from './batch.module.css';

export interface CheckedRow {
  key: number;
  /** As it stands in the list, from 1. */
  number: number;
  row: Applicant;
  /** In words, by column. */
  problems: Partial<Record<Column, string>>;
  /** Columns once found wrong: they stay open, so that none closes under the hand that mends it. */
  open: ReadonlySet<Column>;
}

interface ApplicantRowsProps {
  rows: CheckedRow[];
  defaults: Defaults;
  programs: BatchToFill['programs'];
  onEdit: (key: number, column: Column, value: string) => void;
  onRemove: (key: number) => void;
}

/** Pixels: on an office screen the whole row is seen. */
const WIDTHS: Record<Column, number> = {
  name: 100,
  idNumber: 190,
  township: 100,
  village: 110,
  program: 175,
  amount: 115,
  appliedOn: 115,
  phone: 115,
};

export function ApplicantRows({ rows, defaults, programs, onEdit, onRemove }: ApplicantRowsProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  const shown = ({ row }: CheckedRow, column: Column) => {
    if (column === 'program' && !row.program) {
      const standing = programs.find(({ code }) => code === defaults.program);
      return standing && <span className="quiet">{b(standing.name)}</span>;
    }
    if (column === 'appliedOn' && !row.appliedOn) return <span className="quiet">{defaults.appliedOn}</span>;
    return row[column];
  };
  return (
    <ListTable<CheckedRow>
      small
      rowKey="key"
      scroll={{ x: 1080 }}
      tableLayout="fixed"
      rows={rows}
      locale={{ emptyText: t('noWrongRows') }}
      columns={[
        { title: t('rowNumber'), key: 'number', width: 70, render: (_, { number }) => t('row', { number }) },
        ...COLUMNS.map((column) => ({
          title: t(`columns.${column}`),
          key: column,
          width: WIDTHS[column],
          render: (_: unknown, checked: CheckedRow) =>
            checked.open.has(column) ? (
              <OpenCell checked={checked} column={column} programs={programs} onEdit={onEdit} />
            ) : (
              shown(checked, column)
            ),
        })),
        {
          title: <span className="visually-hidden">{t('remove')}</span>,
          key: 'remove',
          width: 75,
          render: (_, { key, number, row }) => (
            <Button size="small" aria-label={t('removeRow', { number, name: row.name })} onClick={() => onRemove(key)}>
              {t('remove')}
            </Button>
          ),
        },
      ]}
    />
  );
}

interface OpenCellProps {
  checked: CheckedRow;
  column: Column;
  programs: BatchToFill['programs'];
  onEdit: ApplicantRowsProps['onEdit'];
}

function OpenCell({ checked: { key, number, row, problems }, column, programs, onEdit }: OpenCellProps) {
  const t = useTranslations('batches');
  const b = useBilingual();
  const id = useId();
  const problem = problems[column];
  const common = {
    'aria-label': t('cellName', { number, column: t(`columns.${column}`) }),
    'aria-invalid': problem !== undefined,
    'aria-describedby': problem ? id : undefined,
    status: problem ? ('error' as const) : undefined,
    className: styles.cell,
  };
  return (
    <div className={styles.openCell}>
      {column === 'program' ? (
        <Select
          {...common}
          value={row.program || undefined}
          placeholder={t('choose')}
          onChange={(code: string) => onEdit(key, column, code)}
          options={programs.map(({ code, name }) => ({ value: code, label: b(name) }))}
        />
      ) : (
        <Input {...common} value={row[column]} onChange={(event) => onEdit(key, column, event.target.value)} />
      )}
      {problem && (
        <div id={id} className={styles.problem}>
          {problem}
        </div>
      )}
    </div>
  );
}
