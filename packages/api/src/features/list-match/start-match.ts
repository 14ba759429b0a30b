import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { OPEN_STATUSES } from '../job/perform-job.js';
import { type NewJob, startJob, startJobOnce } from '../job/start-job.js';
import type { MatchActionInput } from './match.inputs.js';
import { lockMatch } from './save-match.js';

export const MATCH_JOB = 'list_match';

/** Runs a match today. Throws NotFound, NotAllowed, and WrongState while it is under way. */
export async function startMatch(unit: UnitOfWork, { matchId }: MatchActionInput): Promise<CommandResult> {
  const match = await lockMatch(unit, matchId, 'run');
  const [underWay] = await unit.sql<{ status: string }>(
    `select status from job where kind = $1 and input ->> 'matchId' = $2 and status in (${OPEN_STATUSES})`,
    [MATCH_JOB, match.id],
  );
  if (underWay)
    throw wrongState(underWay.status, {
      zh: '这项比对正在进行，请等它完成。',
      en: 'This match is under way; wait until it is done.',
    });
  return { type: 'Job', id: await startJob(unit, jobOf(match, today())) };
}

/** The weekday of weekly matches: Monday, Asia/Shanghai. */
const WEEKLY_ON = 1;

/** Asks for every regular match once on its day (YYYY-MM-DD): nightly ones daily, weekly ones on Mondays. */
export async function startRegularMatches(sql: Sql, day: string): Promise<void> {
  const weekly = new Date(`${day}T00:00:00Z`).getUTCDay() === WEEKLY_ON;
  const due = await sql<{ id: string; title: string; departmentCode: string | null }>(
    `select id, title, department_code as "departmentCode" from list_match where repeats = any($1) order by id`,
    [weekly ? ['nightly', 'weekly'] : ['nightly']],
  );
  for (const match of due) await startJobOnce(sql, jobOf(match, day), `${MATCH_JOB}:${match.id}:${day}`);
}

function jobOf(
  { id, title, departmentCode }: { id: string; title: string; departmentCode: string | null },
  on: string,
): NewJob {
  return {
    kind: MATCH_JOB,
    title: { zh: `名单比对：${title}`, en: `Match of lists: ${title}` },
    input: { matchId: id, on },
    departmentCode,
  };
}
