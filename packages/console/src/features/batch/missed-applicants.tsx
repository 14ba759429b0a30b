'use client';

import { BatchMissedDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { QueryBoundary } from '@/lib/states';

const MOST = 50;

/** People whom the latest screening finds entitled and who applied for nothing of this batch (R31). */
export function MissedApplicants({ batchId }: { batchId: string }) {
  const t = useTranslations('batches.missed');
  const b = useBilingual();
  const [query, reload] = useQuery({ query: BatchMissedDocument, variables: { id: batchId, limit: MOST } });
  return (
    <section className="paper" aria-labelledby="missed">
      <h2 id="missed">{t('title')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ batch }) => {
          const missed = batch?.missed;
          if (!missed?.on) return <p>{t('neverScreened')}</p>;
          if (missed.people === 0) return <p>{t('nobody', { on: missed.on })}</p>;
          return (
            <>
              <p>
                {t('found', { people: missed.people, on: missed.on })}
                {missed.people > MOST && t('first', { count: MOST })}
              </p>
              <ListTable
                small
                rowKey="key"
                rows={missed.rows.map((row, key) => ({ ...row, key }))}
                columns={[
                  {
                    title: t('person'),
                    render: (_, { personName, householdId }) =>
                      householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName,
                  },
                  { title: t('village'), dataIndex: 'villageName' },
                  { title: t('programs'), render: (_, { programs }) => programs.map(({ name }) => b(name)).join('、') },
                  {
                    title: t('most'),
                    align: 'right',
                    render: (_, { amountFen }) => amountFen !== null && <Money fen={amountFen} />,
                  },
                ]}
              />
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}
