'use client';

import type { BudgetPlanPartsFragment } from '@yimen/schema/documents';
import { Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { type ListColumn, ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';

export interface Typed {
  amount: string;
  places: string;
}

type Row = BudgetPlanPartsFragment['rows'][number] & { index: number };

interface PlanTableProps {
  plan: BudgetPlanPartsFragment;
  typed: readonly Typed[];
  /** Words of a problem by its place, such as `rows.3.amount`. */
  problems: ReadonlyMap<string, string>;
  /** Left out, nothing can be typed. */
  onType?: (index: number, change: Partial<Typed>) => void;
}

/** One row a line: last year's figures, and what it is to have. */
export function PlanTable({ plan, typed, problems, onType }: PlanTableProps) {
  const t = useTranslations('budget.plans');
  const b = useBilingual();
  const field = (row: Row, name: keyof Typed) => {
    const problem = problems.get(`rows.${row.index}.${name}`);
    const value = typed[row.index]?.[name] ?? '';
    if (!onType) return name === 'amount' && value ? `¥${value}` : value;
    return (
      <div>
        <Input
          aria-label={t(name === 'amount' ? 'amountOf' : 'placesOfProgram', { name: b(row.program.name) })}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          style={{ width: name === 'amount' ? 150 : 80 }}
          status={problem && 'error'}
          value={value}
          onChange={({ target }) => onType(row.index, { [name]: target.value })}
        />
        {problem && <div className="late">{problem}</div>}
      </div>
    );
  };
  return (
    <ListTable<Row>
      rowKey="index"
      small
      pagination={false}
      rows={plan.rows.map((row, index) => ({ ...row, index }))}
      columns={[
        {
          title: t('program'),
          key: 'program',
          render: (_, { program, department, fund }) => (
            <div>
              {b(program.name)}
              <div className="quiet">
                <DepartmentName department={department} /> · {b(fund)}
              </div>
            </div>
          ),
        },
        moneyColumn(t('lastBudget', { year: String(plan.year - 1) }), 'lastBudgetFen'),
        moneyColumn(t('lastUsed'), 'lastUsedFen'),
        moneyColumn(t('lastLeft'), 'lastLeftFen'),
        {
          title: t('carries'),
          key: 'carries',
          render: (_, { carriesOverFrom }) =>
            carriesOverFrom ? t('carriesFrom', { day: carriesOverFrom }) : t('lapses'),
        },
        {
          title: t('planAmount', { year: String(plan.year) }),
          key: 'amount',
          render: (_, row) => field(row, 'amount'),
        },
        { title: t('planPlaces'), key: 'places', render: (_, row) => field(row, 'places') },
      ]}
    />
  );
}

function moneyColumn(title: string, key: 'lastBudgetFen' | 'lastUsedFen' | 'lastLeftFen'): ListColumn<Row> {
  return {
    title,
    key,
    align: 'right',
    render: (_, row) => (row[key] === null ? '' : <Money fen={row[key]} />),
  };
}
