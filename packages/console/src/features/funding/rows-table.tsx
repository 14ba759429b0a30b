'use client';

import type { FundingRowPartsFragment } from '@yimen/schema/documents';
import { Table } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatRound, formatYuan } from '@/lib/money';
import { COLUMNS, type Dimension, entriesHref } from './columns';

interface RowsTableProps {
  dimension: Dimension;
  rows: readonly FundingRowPartsFragment[];
  year: number;
}

/** The rows of a dimension in the unit of leaders, with their sum; every figure opens the list behind it and tells its exact value. */
export function RowsTable({ dimension, rows, year }: RowsTableProps) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const locale = useLocale();
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
          width: 120,
          render: (_, row) => <Link href={entriesHref(year, dimension, row.key)}>{b(row.label)}</Link>,
        },
        ...columns.map(({ key, name, state }) => ({
          title: t(name),
          key,
          width: 74,
          align: 'right' as const,
          render: (_: unknown, row: FundingRowPartsFragment) => {
            const exact = `${t('openList', { name: b(row.label), column: t(name) })} ${formatYuan(row[key] ?? 0, locale)}`;
            return (
              <Link
                className="money"
                href={entriesHref(year, dimension, row.key, state)}
                title={exact}
                data-fen={row[key]}
              >
                {formatRound(row[key] ?? 0, locale)}
                <span className="visually-hidden">{exact}</span>
              </Link>
            );
          },
        })),
        { title: t('entries'), dataIndex: 'entries', width: 56, align: 'right' },
      ]}
      summary={(shown) => {
        const sum = (pick: (row: FundingRowPartsFragment) => number) => shown.reduce((all, row) => all + pick(row), 0);
        return (
          <Table.Summary fixed>
            <Table.Summary.Row>
              <Table.Summary.Cell index={0}>{t('sum')}</Table.Summary.Cell>
              {columns.map(({ key }, index) => {
                const fen = sum((row) => row[key] ?? 0);
                return (
                  <Table.Summary.Cell key={key} index={index + 1} align="right">
                    <span className="money" title={formatYuan(fen, locale)}>
                      {formatRound(fen, locale)}
                    </span>
                  </Table.Summary.Cell>
                );
              })}
              <Table.Summary.Cell index={columns.length + 1} align="right">
                {sum(({ entries }) => entries)}
              </Table.Summary.Cell>
            </Table.Summary.Row>
          </Table.Summary>
        );
      }}
    />
  );
}
