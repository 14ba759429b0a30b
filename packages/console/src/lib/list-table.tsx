'use client';

import { Table, type TableProps } from 'antd';
import type { ColumnType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { useScrollFocus } from './scroll-focus';
import './list-table.css';

export interface ListColumn<Row> extends Omit<ColumnType<Row>, 'title' | 'onCell'> {
  /** On a phone it stands beside each value, when it is text. */
  title: ReactNode;
}

interface ListTableProps<Row>
  extends Pick<
    TableProps<Row>,
    'rowKey' | 'rowSelection' | 'pagination' | 'loading' | 'summary' | 'scroll' | 'tableLayout' | 'locale'
  > {
  rows: readonly Row[];
  /** The first tells the rows apart: on a phone it heads the row's card. */
  columns: readonly ListColumn<Row>[];
  /** Denser, inside another page's section. */
  small?: boolean;
}

/** A table of up to 50 rows a page on a wide screen, a list of cards on a phone; empty cells are left out there. */
export function ListTable<Row extends object>({ rows, columns, small, ...props }: ListTableProps<Row>) {
  const scroller = useScrollFocus<HTMLDivElement>('.ant-table-content');
  return (
    <div ref={scroller}>
      <Table<Row>
        className="list-table"
        size={small ? 'small' : 'middle'}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...rows]}
        columns={columns.map((column) => ({ ...column, onCell: () => labelOf(column) }))}
        {...props}
      />
    </div>
  );
}

const labelOf = ({ title }: { title: ReactNode }) =>
  ({ 'data-column': typeof title === 'string' ? title : undefined }) as object;
