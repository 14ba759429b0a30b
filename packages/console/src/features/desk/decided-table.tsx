'use client';

import type { DeskItemPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { formatYuan } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { ItemAmount } from './item-amount';

/** What the department decided, the newest first: who, when, from which line, or why not. */
export function DecidedTable({ items }: { items: readonly DeskItemPartsFragment[] }) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const locale = useLocale();
  return (
    <ListTable<DeskItemPartsFragment>
      rowKey={({ packageItem }) => packageItem.id}
      small
      rows={items}
      columns={[
        {
          title: t('case'),
          render: (_, { case: file }) => (
            <Link href={`/cases/${file.id}`}>
              {file.number} {file.beneficiary.name}
            </Link>
          ),
        },
        { title: t('program'), render: (_, { packageItem }) => b(packageItem.program.name) },
        { title: t('amount'), align: 'right', render: (_, { packageItem }) => <ItemAmount item={packageItem} /> },
        {
          title: t('decision'),
          render: (_, { packageItem: { decision, status } }) =>
            decision ? (
              <StatusTag kind="decision" status={decision.outcome} />
            ) : (
              <StatusTag kind="packageItem" status={status} />
            ),
        },
        {
          title: t('by'),
          render: (_, { packageItem: { decision } }) =>
            decision && t('decidedBy', { name: decision.decidedBy, at: formatDateTime(decision.decidedAt) }),
        },
        {
          title: t('fromOrWhy'),
          render: (_, { packageItem: { decision, commitment } }) =>
            decision?.reason ??
            (commitment &&
              (commitment.amountFen === null
                ? b(commitment.lineLabel)
                : t('committedFrom', {
                    amount: formatYuan(commitment.amountFen, locale),
                    line: b(commitment.lineLabel),
                  }))),
        },
      ]}
    />
  );
}
