import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { OPEN_STATUSES } from '../job/perform-job.js';
import { type NewJob, startJob, startJobOnce } from '../job/start-job.js';
import { SCREENING_JOB } from './run-screening.js';

export const UNDER_WAY: Bilingual = {
  zh: '筛查正在进行，请等它完成。',
  en: 'A screening is under way; wait until it is done.',
};

/** The status of a screening that has not ended; undefined when there is none. */
export async function statusUnderWay(sql: Sql): Promise<string | undefined> {
  const [job] = await sql<{ status: string }>(
    `select status from job where kind = $1 and status in (${OPEN_STATUSES}) limit 1`,
    [SCREENING_JOB],
  );
  return job?.status;
}

/** Screens the whole county today. Throws NotAllowed, and WrongState while a screening is under way. */
export async function startScreening(unit: UnitOfWork): Promise<CommandResult> {
  assertCan(unit, 'run', 'Screening', {});
  // Two who ask at once queue here: the second finds the first one's.
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [SCREENING_JOB]);
  const underWay = await statusUnderWay(unit.sql);
  if (underWay) throw wrongState(underWay, UNDER_WAY);
  return { type: 'Job', id: await startJob(unit, screeningOn(today())) };
}

/** Screens the county for the clock, once a day (YYYY-MM-DD); answers whether it was not asked for yet. */
export async function startNightlyScreening(sql: Sql, day: string): Promise<boolean> {
  return (await startJobOnce(sql, screeningOn(day), `${SCREENING_JOB}:${day}`)) !== undefined;
}

function screeningOn(day: string): NewJob {
  const title = { zh: `全县筛查 ${day}`, en: `Screening of the county ${day}` };
  return { kind: SCREENING_JOB, title, input: { on: day } };
}
