'use client';

import { Table, type TableProps } from 'antd';
import { useScrollFocus } from './scroll-focus';

/**
 * A table whose rows become cards on a phone: the first cell is the card's title, each other one stands beside its
 * column's title. Empty cells are left out there.
 */
export function CardTable<Row extends object>({ columns = [], className = '', ...props }: TableProps<Row>) {
  const scroller = useScrollFocus<HTMLDivElement>('.ant-table-content');
  const labelled = columns.map((column) => ({
    ...column,
    onCell: (row: Row, index?: number) => ({
      ...column.onCell?.(row, index),
      'data-label': typeof column.title === 'string' ? column.title : undefined,
    }),
  }));
  return (
    <div ref={scroller}>
      <Table<Row>
        size="middle"
        scroll={{ x: 'max-content' }}
        pagination={false}
        className={`card-table ${className}`}
        columns={labelled as TableProps<Row>['columns']}
        {...props}
      />
    </div>
  );
}
