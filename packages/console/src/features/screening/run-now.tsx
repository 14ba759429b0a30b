'use client';

import { ScreeningStateDocument, StartScreeningDocument } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { JobProgress, UNDER_WAY } from '../job/job-progress';

export interface ScreeningState {
  /** Whether the reader may see who was found. */
  mayList: boolean;
  /** The button that starts a screening, for those who may. */
  button: React.ReactNode;
  /** How far a screening is, and what became of one that found nothing. */
  progress: React.ReactNode;
}

/** The screening as something one may start and watch; `onDone` is called when one has ended. */
export function useScreeningState(onDone: () => void): ScreeningState {
  const t = useTranslations('screening');
  const [{ data }, reload] = useQuery({ query: ScreeningStateDocument });
  const start = useCommand(StartScreeningDocument);
  const again = useCallback(() => reload({ requestPolicy: 'network-only' }), [reload]);
  const ended = useCallback(() => {
    again();
    onDone();
  }, [again, onDone]);
  const job = data?.jobs[0];
  const actions = data?.screeningActions ?? [];
  const run = async () => {
    await start.run({});
    again();
  };
  return {
    mayList: actions.some(({ action }) => action === 'list'),
    button: (
      <ActionButton action="run" allowedActions={actions} type="primary" loading={start.running} onClick={run}>
        {t('runNow')}
      </ActionButton>
    ),
    progress: (
      <>
        <MutationFailure failure={start.failure} onClose={() => start.setFailure(undefined)} />
        {job && (UNDER_WAY.includes(job.status) || job.status === 'failed') && (
          <JobProgress key={job.id} jobId={job.id} onEnd={ended} />
        )}
      </>
    ),
  };
}
