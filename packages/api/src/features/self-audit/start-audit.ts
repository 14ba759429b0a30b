import { assertCan } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { OPEN_STATUSES } from '../job/perform-job.js';
import { startJob } from '../job/start-job.js';
import type { StartSelfAuditInput } from './audit.inputs.js';
import { AUDIT, AUDIT_JOB } from './audit.jobs.js';

/** Asks all questions now. Throws NotAllowed, and WrongState while they are being asked. */
export async function startSelfAudit(unit: UnitOfWork, _input: StartSelfAuditInput): Promise<CommandResult> {
  assertCan(unit, 'run', 'AuditFinding', {});
  // Two who ask at once queue here: the second finds the first one's.
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [AUDIT_JOB]);
  const [underWay] = await unit.sql<{ status: string }>(
    `select status from job where kind = $1 and status in (${OPEN_STATUSES}) limit 1`,
    [AUDIT_JOB],
  );
  if (underWay) {
    throw wrongState(underWay.status, {
      zh: '自查正在进行，请等它完成。',
      en: 'The self-audit is under way; wait until it is done.',
    });
  }
  return { type: 'Job', id: await startJob(unit, AUDIT) };
}
