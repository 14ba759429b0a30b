'use client';

import type { VerificationRequestPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { formatDate } from '@/lib/dates';
import { ListTable } from '@/lib/list-table';
import { StatusTag } from '@/lib/page';
import { Counts } from './counts';

/** Verifications, the newest first. */
export function RequestTable({ rows, small }: { rows: readonly VerificationRequestPartsFragment[]; small?: boolean }) {
  const t = useTranslations('verification');
  return (
    <ListTable
      small={small}
      rowKey={({ id }) => id}
      rows={rows}
      columns={[
        { title: t('number'), render: (_, { id, number }) => <Link href={`/verification/${id}`}>{number}</Link> },
        {
          title: t('whom'),
          render: (_, { firstHead, householdCount }) =>
            householdCount > 1 ? t('headAndOthers', { head: firstHead, count: householdCount }) : firstHead,
        },
        { title: t('purpose'), render: (_, { purpose }) => purpose },
        { title: t('status'), render: (_, { status }) => <StatusTag kind="verification" status={status} /> },
        { title: t('progress'), width: 280, render: (_, { counts }) => <Counts counts={counts} /> },
        { title: t('requestedBy'), render: (_, { requestedBy }) => requestedBy },
        { title: t('createdAt'), render: (_, { createdAt }) => formatDate(createdAt) },
      ]}
    />
  );
}
