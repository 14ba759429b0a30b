'use client';

import { AUDIT_QUESTIONS, type AuditQuestion } from '@yimen/schema';
import type { AuditFindingPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { Deadline } from '../today/deadline';
import { SeverityTag } from './severity-tag';

/** Findings: what is asked, of whom, how grave, how much, and by when the owner answers. */
export function FindingsTable({ findings }: { findings: readonly AuditFindingPartsFragment[] }) {
  const t = useTranslations('selfAudit');
  const b = useBilingual();
  return (
    <ListTable
      rowKey={({ id }) => id}
      rows={findings}
      columns={[
        {
          title: t('finding'),
          render: (_, { id, number, question }) => (
            <Link href={`/audit/${id}`}>
              {number} {b(AUDIT_QUESTIONS[question as AuditQuestion])}
            </Link>
          ),
        },
        { title: t('severity'), render: (_, { severity }) => <SeverityTag severity={severity} /> },
        { title: t('owner'), render: (_, { department }) => (department ? b(department.name) : t('committee')) },
        {
          title: t('person'),
          render: (_, { personName, householdId }) =>
            personName && householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName,
        },
        { title: t('township'), render: (_, { townshipName }) => townshipName && b(townshipName) },
        {
          title: t('case'),
          render: (_, { case: file }) => file && <Link href={`/cases/${file.id}`}>{file.number}</Link>,
        },
        { title: t('amount'), align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
        {
          title: t('due'),
          render: (_, finding) =>
            finding.status === 'open' ? (
              <Deadline {...finding} />
            ) : (
              <StatusTag kind="auditFinding" status={finding.status} />
            ),
        },
      ]}
    />
  );
}
