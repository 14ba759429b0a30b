'use client';

import type { VerificationSummaryQuery } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Counts } from './counts';

type Row = VerificationSummaryQuery['verificationSummary']['verifiers'][number];

/** Who is asked, how, and how far each is. */
export function VerifierTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <ListTable
      small
      rowKey={({ code }) => code}
      rows={rows}
      columns={[
        { title: t('verifier'), render: (_, { name }) => b(name) },
        { title: t('channel'), render: (_, { channel }) => t(`channels.${channel}`) },
        { title: t('progress'), width: 320, render: (_, { counts }) => <Counts counts={counts} /> },
        {
          title: t('late'),
          render: (_, { late }) => (late > 0 ? <Tag color="error">{t('lateCount', { count: late })}</Tag> : '—'),
        },
      ]}
    />
  );
}
