import { type JobHandlers, type JobRun } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { checkFacts, type FactCheck, findMisplaced } from './check-facts.js';

export const FACT_CHECK = 'fact_check';
const SCOPES = ['household', 'person', 'case'] as const;
/** A check names so many differences; it counts all. */
const MOST_NAMED = 100;

/** What a check leaves on its job. */
export interface FactCheckResult {
  facts: number;
  differences: number;
  misplaced: number;
  named: FactCheck['differences'];
}

/** Every night the typed facts are rebuilt from the observations and compared. */
export const checkFactsNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: FACT_CHECK, title: { zh: '信息项核验', en: 'Check of the facts' }, input: {} },
    `${FACT_CHECK}:${day}`,
  );

export const factCheckJobs: JobHandlers = { [FACT_CHECK]: runCheck };

async function runCheck({ database, progress }: JobRun): Promise<Record<string, unknown>> {
  const total = SCOPES.length + 1;
  const found: FactCheckResult = { facts: 0, differences: 0, misplaced: 0, named: [] };
  for (const [done, scope] of SCOPES.entries()) {
    await progress({ done, total });
    const { facts, differences } = await checkFacts(database.pool, scope);
    found.facts += facts;
    found.differences += differences.length;
    found.named = [...found.named, ...differences].slice(0, MOST_NAMED);
  }
  await progress({ done: SCOPES.length, total });
  found.misplaced = (await findMisplaced(database.pool)).length;
  return { ...found };
}
