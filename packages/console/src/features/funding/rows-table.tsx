'use client';

import type { FundingRowPartsFragment } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { Wan } from '@/lib/money';
import { COLUMNS, type Dimension, entriesHref } from './columns';

interface RowsTableProps {
  dimension: Dimension;
  rows: readonly FundingRowPartsFragment[];
  year: number;
}

/** The rows of a dimension in figures with their sum; every figure opens the list behind it. */
export function RowsTable({ dimension, rows, year }: RowsTableProps) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const columns = COLUMNS.filter(({ key }) => rows.some((row) => row[key] !== null));
  return (
    <Table<FundingRowPartsFragment>
      rowKey="key"
      size="small"
      pagination={false}
      scroll={{ x: 'max-content', y: 420 }}
      dataSource={[...rows]}
      columns={[
        {
          title: t(`dimension.${dimension}`),
          key: 'name',
          width: 150,
          render: (_, row) => <Link href={entriesHref(year, dimension, row.key)}>{b(row.label)}</Link>,
        },
        ...columns.map(({ key, name, state }) => ({
          title: t(name),
          key,
          width: 120,
          align: 'right' as const,
          render: (_: unknown, row: FundingRowPartsFragment) => (
            <Link
              href={entriesHref(year, dimension, row.key, state)}
              title={t('openList', { name: b(row.label), column: t(name) })}
            >
              <Wan fen={row[key]} />
            </Link>
          ),
        })),
        { title: t('householdsColumn'), dataIndex: 'households', width: 70, align: 'right' },
        { title: t('entries'), dataIndex: 'entries', width: 70, align: 'right' },
      ]}
      summary={(shown) => (
        <Table.Summary fixed>
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{t('sum')}</Table.Summary.Cell>
            {columns.map(({ key }, index) => (
              <Table.Summary.Cell key={key} index={index + 1} align="right">
                <Wan fen={shown.reduce((sum, row) => sum + (row[key] ?? 0), 0)} />
              </Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={columns.length + 1} />
            <Table.Summary.Cell index={columns.length + 2} align="right">
              {shown.reduce((sum, { entries }) => sum + entries, 0)}
            </Table.Summary.Cell>
          </Table.Summary.Row>
        </Table.Summary>
      )}
    />
  );
}
