'use client';

import { BudgetLinesDocument, type BudgetLinesQuery, type FundingQuery } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { COLUMNS, type Dimension } from './columns';
import styles from './funding.module.css';

type Line = BudgetLinesQuery['budgetLines'][number];

interface BudgetLinesProps {
  /** Tells which fund a code of the address is. */
  summary: FundingQuery['fundingSummary'] | undefined;
  year: number;
  filters: Partial<Record<Dimension, string>>;
  column: 'budget' | 'left';
}

/** The budget lines behind a budget or what is left of it; their sum is that number. */
export function BudgetLines({ summary, year, filters, column }: BudgetLinesProps) {
  const t = useTranslations('funding');
  const [query, reload] = useQuery({ query: BudgetLinesDocument, variables: { year } });
  const fund = summary?.byFund.find(({ key }) => key === filters.fund)?.label.zh;
  const matches = (line: Line) =>
    (!filters.fund || line.fund.zh === fund) &&
    (!filters.department || line.department.code === filters.department) &&
    (!filters.program || line.program.code === filters.program);
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ budgetLines }) => {
        const lines = budgetLines.filter(matches);
        if (lines.length === 0) return <EmptyState title={t('noLines')} hint={t('noEntriesHint')} />;
        const fen = lines.reduce((sum, line) => sum + line[`${column}Fen`], 0);
        return (
          <div className="stack">
            <p className={styles.total}>
              {t.rich('linesTotal', {
                count: lines.length,
                column: t(column),
                sum: () => (
                  <strong data-testid="entries-totalFen" data-fen={fen}>
                    <Money fen={fen} />
                  </strong>
                ),
              })}
            </p>
            <LinesTable lines={lines} />
          </div>
        );
      }}
    </QueryBoundary>
  );
}

function LinesTable({ lines }: { lines: Line[] }) {
  const t = useTranslations('funding');
  const b = useBilingual();
  return (
    <ListTable<Line>
      rowKey="id"
      small
      rows={lines}
      columns={[
        { title: t('dimension.program'), key: 'program', render: (_, { program }) => b(program.name) },
        {
          title: t('dimension.department'),
          key: 'department',
          render: (_, { department }) => <DepartmentName department={department} />,
        },
        { title: t('dimension.fund'), key: 'fund', render: (_, line) => b(line.fund) },
        ...COLUMNS.map(({ key, name }) => ({
          title: t(name),
          key,
          align: 'right' as const,
          render: (_: unknown, line: Line) => <Money fen={line[key]} />,
        })),
      ]}
    />
  );
}
