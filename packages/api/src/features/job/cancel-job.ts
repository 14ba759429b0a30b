import { subject } from '@casl/ability';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { CancelJobInput } from './job.inputs.js';
import { JOB_ACCESS_COLUMNS, type JobAccess } from './job-access.js';

const JOB = { zh: '任务', en: 'job' };

/**
 * Cancels a job: at once while it waits, at its next slice while it runs. What its finished slices did, its kind keeps
 * or takes back. Throws NotFound, NotAllowed, WrongState.
 */
export async function cancelJob(unit: UnitOfWork, { jobId }: CancelJobInput): Promise<CommandResult> {
  if (!isUuid(jobId)) throw notFound(JOB);
  // No more than an update needs: a handler's transaction may hold the row as the key of what it writes.
  const [job] = await unit.sql<JobAccess & { status: string }>(
    `select status, ${JOB_ACCESS_COLUMNS} from job j where id = $1 for no key update`,
    [jobId],
  );
  if (!job || !unit.ability.can('read', subject('Job', { ...job }) as never)) throw notFound(JOB);
  assertCan(unit, 'cancel', 'Job', job);
  const status = assertTransition('Job', job.status, 'cancel', {
    zh: '任务已经结束，无需取消。',
    en: 'The job has ended already; there is nothing to cancel.',
  });
  // Whoever works on it ends it; nobody works on one that waits.
  const change =
    job.status === 'queued' ? `status = '${status}', finished_at = clock_timestamp(), version = version + 1,` : '';
  await unit.sql(`update job set ${change} cancel_asked = true, updated_at = clock_timestamp() where id = $1`, [jobId]);
  return { type: 'Job', id: jobId };
}
