'use client';

import {
  AskVerificationAgainDocument,
  CancelVerificationDocument,
  VerificationRequestDocument,
  type VerificationRequestQuery,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, LinkButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import { JobProgress } from '../job/job-progress';
import { Counts } from './counts';
import { Readings } from './readings';
import { VerifierTable } from './verifier-table';

type Request = NonNullable<VerificationRequestQuery['verificationRequest']>;

/** One verification: how far it is, with whom, and what was found of whom. */
export function RequestPage({ id }: { id: string }) {
  const t = useTranslations('verification');
  const [query, reload] = useQuery({ query: VerificationRequestDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  usePolling(again, query.data?.verificationRequest?.status === 'open');
  return (
    <QueryBoundary query={query} retry={again}>
      {({ verificationRequest }) =>
        verificationRequest ? (
          <RequestFile request={verificationRequest} reload={again} />
        ) : (
          <Missing>
            <LinkButton href="/verification">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function RequestFile({ request, reload }: { request: Request; reload: () => void }) {
  const t = useTranslations('verification');
  const cancel = useCommand(CancelVerificationDocument);
  const askAgain = useCommand(AskVerificationAgainDocument);
  const { id, version, number, allowedActions, job, caseId } = request;
  const act = async (command: typeof cancel) => {
    await command.run({ requestId: id, expectedVersion: version });
    reload();
  };
  const failing = [cancel, askAgain].find(({ failure }) => failure);
  return (
    <Page
      title={
        <>
          {number} <StatusTag kind="verification" status={request.status} />
        </>
      }
      documentTitle={number}
      breadcrumb={[{ title: t('title'), href: '/verification' }, { title: number }]}
      extra={
        <>
          {caseId && <LinkButton href={`/cases/${caseId}`}>{t('toCase')}</LinkButton>}
          <ActionButton
            action="ask_again"
            allowedActions={allowedActions}
            loading={askAgain.running}
            onClick={() => act(askAgain)}
          >
            {t('askAgain')}
          </ActionButton>
          <ActionButton
            action="cancel"
            allowedActions={allowedActions}
            loading={cancel.running}
            onClick={() => act(cancel)}
          >
            {t('cancel')}
          </ActionButton>
        </>
      }
    >
      <MutationFailure failure={failing?.failure} onClose={() => failing?.setFailure(undefined)} />
      <p className="quiet">
        {request.purpose} · {t('askedBy', { name: request.requestedBy, at: formatDateTime(request.createdAt) })}
      </p>
      {job && ['queued', 'running', 'failed', 'cancelled'].includes(job.status) && (
        <JobProgress jobId={job.id} onEnd={reload} />
      )}
      <section aria-labelledby="households" className="stack">
        <h2 id="households">{t('households')}</h2>
        <Households request={request} />
      </section>
      <section aria-labelledby="verifiers" className="stack">
        <h2 id="verifiers">{t('verifiers')}</h2>
        <VerifierTable rows={request.verifiers} />
      </section>
      <Records request={request} />
    </Page>
  );
}

function Households({ request }: { request: Request }) {
  const t = useTranslations('verification');
  return (
    <ListTable
      small
      rowKey={({ householdId }) => householdId}
      rows={request.households}
      columns={[
        { title: t('head'), render: (_, { headName }) => headName },
        { title: t('householdCode'), render: (_, { code }) => code },
        { title: t('progress'), width: 280, render: (_, { counts }) => <Counts counts={counts} /> },
        {
          title: t('conflicts'),
          render: (_, { conflicts }) => (conflicts > 0 ? t('conflictCount', { count: conflicts }) : '—'),
        },
        {
          title: t('report'),
          render: (_, { householdId, headName }) => (
            <Link href={`/verification/${request.id}/households/${householdId}`}>
              {t('reportOf', { name: headName })}
            </Link>
          ),
        },
      ]}
    />
  );
}

/** What went to and fro, and who looked. */
function Records({ request: { exchanges, readings } }: { request: Request }) {
  const t = useTranslations('verification');
  const b = useBilingual();
  return (
    <>
      {exchanges.length > 0 && (
        <section aria-labelledby="exchanges" className="stack">
          <h2 id="exchanges">{t('exchanges')}</h2>
          <ListTable
            small
            rowKey={({ at, verifier, attempt, outcome }) => `${at} ${verifier.en} ${attempt} ${outcome}`}
            rows={exchanges}
            columns={[
              { title: t('at'), render: (_, { at }) => formatDateTime(at) },
              { title: t('verifier'), render: (_, { verifier }) => b(verifier) },
              { title: t('channel'), render: (_, { channel }) => t(`channels.${channel}`) },
              {
                title: t('outcome'),
                render: (_, { outcome, detail }) => (
                  <>
                    {t(`outcomes.${outcome}`)} {detail && <small className="quiet">{detail}</small>}
                  </>
                ),
              },
              { title: t('attempt'), align: 'right', render: (_, { attempt }) => attempt },
              { title: t('sent'), align: 'right', render: (_, { questions }) => questions },
              { title: t('received'), align: 'right', render: (_, { answers }) => answers },
              { title: t('by'), render: (_, { by }) => by ?? '—' },
            ]}
          />
        </section>
      )}
      <Readings rows={readings} />
    </>
  );
}
