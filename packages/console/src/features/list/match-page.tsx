'use client';

import { MATCH_REPEATS, type MatchRepeat } from '@yimen/schema';
import {
  ListMatchDocument,
  type ListMatchPartsFragment,
  SendNamesDocument,
  StartMatchDocument,
} from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { EmptyState, Missing, QueryBoundary } from '@/lib/states';
import { JobProgress } from '../job/job-progress';
import styles from './list.module.css';
import { MatchNames } from './match-names';
import { ProgressTable } from './progress-table';
import { SourceWords } from './source-words';

/** A match: what it asks, whom it found, and how far the townships are with them. */
export function MatchPage({ id }: { id: string }) {
  const t = useTranslations('list');
  const [query, reload] = useQuery({ query: ListMatchDocument, variables: { id } });
  const again = useCallback(() => reload({ requestPolicy: 'network-only' }), [reload]);
  return (
    <QueryBoundary query={query} retry={again}>
      {({ listMatch }) =>
        listMatch ? (
          <MatchView match={listMatch} onChange={again} />
        ) : (
          <Missing>
            <LinkButton href="/lists">{t('backToLists')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

function MatchView({ match, onChange }: { match: ListMatchPartsFragment; onChange: () => void }) {
  const t = useTranslations('list');
  const b = useBilingual();
  const locale = useLocale();
  const [jobId, setJobId] = useState<string>();
  const start = useCommand(StartMatchDocument);
  const send = useCommand(SendNamesDocument);
  const { id, title, allowedActions, runs, progress, repeats, unit } = match;
  const latest = runs[0];
  const run = async () => {
    const result = await start.run({ matchId: id });
    if (!isFailure(result)) setJobId(result.id);
  };
  const sendAll = async () => {
    if (latest && !isFailure(await send.run({ runId: latest.id }))) onChange();
  };
  const ended = useCallback(() => {
    setJobId(undefined);
    onChange();
  }, [onChange]);
  return (
    <Page
      title={title}
      breadcrumb={[{ title: t('title'), href: '/lists' }, { title }]}
      extra={
        <>
          <ActionButton action="save" allowedActions={allowedActions} href={`/matches/${id}/edit`}>
            {t('editMatch')}
          </ActionButton>
          {latest && latest.names > 0 && (
            <ActionButton action="send" allowedActions={allowedActions} loading={send.running} onClick={sendAll}>
              {t('send')}
            </ActionButton>
          )}
          <ActionButton
            type="primary"
            action="run"
            allowedActions={allowedActions}
            loading={start.running || jobId !== undefined}
            onClick={run}
          >
            {t('run')}
          </ActionButton>
        </>
      }
    >
      <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
      <MutationFailure failure={send.failure} onClose={() => send.setFailure(undefined)} />
      {jobId && <JobProgress jobId={jobId} onEnd={ended} />}
      <section className="paper" aria-labelledby="question">
        <h2 id="question">{t('question')}</h2>
        <SourceWords sources={match.sources} />
        <p className="quiet">
          {t(`units.${unit}`)} · {b(MATCH_REPEATS[repeats as MatchRepeat])} · {match.author}
        </p>
      </section>
      {!latest && <EmptyState title={t('notRunYet')} hint={t('notRunYetHint')} />}
      {latest && allowedActions.some(({ action }) => action === 'list') && (
        <MatchNames
          runId={latest.id}
          compared={runs.length > 1}
          extra={
            <Button href={`/api/matches/names.xlsx?run=${latest.id}&lang=${locale}`} download>
              {t('export')}
            </Button>
          }
        />
      )}
      <div className={styles.sections}>
        {progress.length > 0 && (
          <section className={`paper ${styles.section}`} aria-labelledby="progress">
            <h2 id="progress">{t('progress')}</h2>
            <ProgressTable progress={progress} matchId={id} />
          </section>
        )}
        {runs.length > 0 && <Runs match={match} />}
      </div>
    </Page>
  );
}

function Runs({ match: { runs } }: { match: ListMatchPartsFragment }) {
  const t = useTranslations('list');
  return (
    <section className={`paper ${styles.section}`} aria-labelledby="runs">
      <h2 id="runs">{t('runs')}</h2>
      <ListTable
        small
        rowKey={({ id }) => id}
        rows={runs}
        columns={[
          { title: t('at'), render: (_, { completedAt }) => formatDateTime(completedAt) },
          { title: t('by'), render: (_, { requestedBy }) => requestedBy ?? t('byClock') },
          { title: t('names'), align: 'right', render: (_, { names }) => names },
          { title: t('fresh'), align: 'right', render: (_, { fresh }) => fresh },
          { title: t('gone'), align: 'right', render: (_, { gone }) => gone },
        ]}
      />
    </section>
  );
}
