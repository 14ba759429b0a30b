'use client';

import { CancelJobDocument, JobDocument, type JobPartsFragment } from '@yimen/schema/documents';
import { Alert, Progress } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import { QueryBoundary } from '@/lib/states';
import { usePolling } from '@/lib/use-polling';
import styles from './job.module.css';

interface JobProgressProps {
  jobId: string;
  /** Called once when the job has ended while the page was looked at. */
  onEnd?: () => void;
}

/** Statuses of a job that is not over. */
export const UNDER_WAY = ['queued', 'running'];
const EVERY_MS = 1000;

/** How far a job is, what it does now, and the button that cancels it; in the end what became of it. */
export function JobProgress({ jobId, onEnd }: JobProgressProps) {
  const t = useTranslations('job');
  const [query, reload] = useQuery({ query: JobDocument, variables: { id: jobId } });
  const again = () => reload({ requestPolicy: 'network-only' });
  const status = query.data?.job?.status;
  const underWay = status !== undefined && UNDER_WAY.includes(status);
  usePolling(again, underWay, EVERY_MS);

  const was = useRef(false);
  useEffect(() => {
    if (was.current && status !== undefined && !underWay) onEnd?.();
    was.current = underWay;
  }, [status, underWay, onEnd]);

  return (
    <QueryBoundary query={query} retry={again} skeletonRows={1}>
      {({ job }) => (job ? <JobState job={job} /> : <p className="quiet">{t('notYours')}</p>)}
    </QueryBoundary>
  );
}

function JobState({ job }: { job: JobPartsFragment }) {
  const t = useTranslations('job');
  const b = useBilingual();
  switch (job.status) {
    case 'queued':
    case 'running':
      return <UnderWay job={job} />;
    case 'failed':
      return (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('failed', { title: b(job.title) })}
          description={job.error && b(job.error)}
        />
      );
    case 'cancelled':
      return <Alert type="info" showIcon title={t('cancelled', { title: b(job.title) })} />;
    default:
      return <Alert type="success" showIcon role="status" title={t('succeeded', { title: b(job.title) })} />;
  }
}

function UnderWay({ job }: { job: JobPartsFragment }) {
  const t = useTranslations('job');
  const b = useBilingual();
  const cancel = useCommand(CancelJobDocument);
  const { total, done } = job;
  const percent = total > 0 ? Math.floor((done / total) * 100) : 0;
  const doing = job.status === 'queued' ? t('queued') : job.step ? b(job.step) : t('begins');
  return (
    <section className={styles.job} aria-label={b(job.title)}>
      <div className={styles.line}>
        <strong>{b(job.title)}</strong>
        <span className="quiet" role="status">
          {job.cancelAsked ? t('cancelling') : doing}
        </span>
        <ActionButton
          action="cancel"
          allowedActions={job.allowedActions}
          size="small"
          loading={cancel.running}
          onClick={() => cancel.run({ jobId: job.id })}
        >
          {t('cancel')}
        </ActionButton>
      </div>
      <Progress percent={percent} status="active" aria-label={t('progress', { title: b(job.title) })} />
      <MutationFailure failure={cancel.failure} onClose={() => cancel.setFailure(undefined)} />
    </section>
  );
}
