import { assertCan } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { NightlyWork } from '../job/nightly.js';
import { OPEN_STATUSES } from '../job/perform-job.js';
import { type NewJob, startJob, startJobOnce } from '../job/start-job.js';
import { DUPLICATES_JOB } from './duplicate.jobs.js';

/** Looks through the county for people registered twice. Throws NotAllowed, and WrongState while that is under way. */
export async function findDuplicates(unit: UnitOfWork): Promise<CommandResult> {
  assertCan(unit, 'search', 'DuplicatePair', {});
  // Two who ask at once queue here: the second finds the first one's.
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [DUPLICATES_JOB]);
  const [underWay] = await unit.sql<{ status: string }>(
    `select status from job where kind = $1 and status in (${OPEN_STATUSES}) limit 1`,
    [DUPLICATES_JOB],
  );
  if (underWay) {
    throw wrongState(underWay.status, {
      zh: '查重正在进行，请等它完成。',
      en: 'A search for duplicates is under way; wait until it is done.',
    });
  }
  return { type: 'Job', id: await startJob(unit, SEARCH) };
}

const SEARCH: NewJob = {
  kind: DUPLICATES_JOB,
  title: { zh: '全县查重', en: 'Search for duplicates in the county' },
  input: {},
};

/** Every night, too. */
export const findDuplicatesNightly: NightlyWork = (sql, day) => startJobOnce(sql, SEARCH, `${DUPLICATES_JOB}:${day}`);
