'use client';

import type { FundingEntriesQuery } from '@yimen/schema/documents';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { useViewer } from '@/lib/viewer';

type Entry = FundingEntriesQuery['fundingEntries']['nodes'][number];

export function EntriesTable({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations('funding');
  const b = useBilingual();
  const query = useSearchParams().toString();
  const back = query && `?back=${encodeURIComponent(query)}`;
  return (
    <ListTable<Entry>
      rowKey="id"
      small
      rows={entries}
      columns={[
        { title: t('date'), render: (_, { at }) => formatDate(at) },
        { title: t('state'), render: (_, { state }) => <StatusTag kind="funding" status={state} /> },
        {
          title: t('amount'),
          align: 'right',
          render: (_, { id, amountFen }) => (
            <Link href={`/funding/entries/${id}${back}`}>
              <Money fen={amountFen} />
            </Link>
          ),
        },
        { title: t('dimension.fund'), render: (_, { fund }) => b(fund) },
        { title: t('dimension.department'), render: (_, { department }) => <DepartmentName department={department} /> },
        { title: t('dimension.program'), render: (_, { program }) => b(program.name) },
        {
          title: t('dimension.township'),
          render: (_, { townshipName }) => (townshipName ? b(townshipName) : '—'),
        },
        { title: t('person'), render: (_, { personName }) => personName ?? '—' },
        { title: t('source'), render: (_, entry) => <Source entry={entry} /> },
      ]}
    />
  );
}

/** The case or batch that the money was for; a way to the case only for those who may open cases. */
function Source({ entry: { source, caseId, caseNumber, batchNumber } }: { entry: Entry }) {
  const { places } = useViewer();
  const number = caseNumber ?? batchNumber;
  if (!number) return source;
  return (
    <span>
      {caseId && places.includes('cases') ? <Link href={`/cases/${caseId}`}>{number}</Link> : number}{' '}
      <span className="quiet">{source}</span>
    </span>
  );
}
