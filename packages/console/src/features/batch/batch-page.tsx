'use client';

import { BatchDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { ActionButton, LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { useViewer } from '@/lib/viewer';
import { AskMany } from '../verification/ask-many';
import { BatchTable } from './batch-table';
import { MissedApplicants } from './missed-applicants';

export function BatchPage({ batchId }: { batchId: string }) {
  const t = useTranslations('batches');
  const { places } = useViewer();
  const [query, reload] = useQuery({ query: BatchDocument, variables: { id: batchId } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })} skeletonRows={12}>
      {({ batch }) => {
        if (!batch) {
          return (
            <Missing>
              <LinkButton href="/batches">{t('backToList')}</LinkButton>
            </Missing>
          );
        }
        const meetingId = batch.agendaItems.at(-1)?.meetingId;
        return (
          <Page
            title={
              <>
                {batch.title} <StatusTag kind="batch" status={batch.status} />
              </>
            }
            documentTitle={batch.title}
            breadcrumb={[{ title: t('batches'), href: '/batches' }, { title: batch.number }]}
            extra={
              <>
                {meetingId && places.includes('meetings') && (
                  <LinkButton href={`/meetings/${meetingId}`}>{t('meeting')}</LinkButton>
                )}
                {batch.allowedActions.some(({ action }) => action === 'verify') && (
                  <AskMany whom={batch.title} find={async () => ({ batchId })} />
                )}
                <ActionButton
                  action="submit"
                  allowedActions={batch.allowedActions}
                  type="primary"
                  href={`/batches/${batch.id}/applicants`}
                >
                  {t('submit')}
                </ActionButton>
              </>
            }
          >
            <div className="stack">
              <BatchTable batchId={batchId} />
              {['draft', 'on_agenda', 'in_review'].includes(batch.status) && <MissedApplicants batchId={batchId} />}
            </div>
          </Page>
        );
      }}
    </QueryBoundary>
  );
}
