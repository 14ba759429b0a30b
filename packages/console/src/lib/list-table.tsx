'use client';

import { Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import type { Key } from 'react';
import { useScrollFocus } from './scroll-focus';
import './list-table.css';

export interface ListColumn<Row> extends Omit<ColumnType<Row>, 'title' | 'onCell'> {
  title: string;
}

interface ListTableProps<Row> {
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  /** The first tells the rows apart: on a phone it heads the row's card. */
  columns: readonly ListColumn<Row>[];
  /** Denser, inside another page's section. */
  small?: boolean;
}

/** A table of up to 50 rows a page on a wide screen, a list of cards on a phone. */
export function ListTable<Row extends object>({ rows, rowKey, columns, small }: ListTableProps<Row>) {
  const scroller = useScrollFocus<HTMLDivElement>('.ant-table-content');
  return (
    <div ref={scroller}>
      <Table<Row>
        className="list-table"
        rowKey={rowKey}
        size={small ? 'small' : 'middle'}
        scroll={{ x: 'max-content' }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={[...rows]}
        columns={columns.map((column) => ({ ...column, onCell: () => ({ 'data-column': column.title }) as object }))}
      />
    </div>
  );
}
