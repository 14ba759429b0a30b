import { checkBalances, findBrokenChains, type LedgerCheck, linesToCheck } from '../../ledger/check-ledger.js';
import { type JobHandlers, type JobRun } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';

export const LEDGER_CHECK = 'ledger_check';
const LINES_AT_ONCE = 20;

/** Every night the chains of all lines are followed, and all balances added up anew. */
export const checkLedgerNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: LEDGER_CHECK, title: { zh: '资金账本核验', en: 'Check of the ledger' }, input: {} },
    `${LEDGER_CHECK}:${day}`,
  );

export const ledgerCheckJobs: JobHandlers = { [LEDGER_CHECK]: runCheck };

async function runCheck({ database: { pool }, progress }: JobRun): Promise<Record<string, unknown>> {
  const lines = await linesToCheck(pool);
  const broken: LedgerCheck['broken'] = [];
  for (let done = 0; done < lines.length; done += LINES_AT_ONCE) {
    await progress({ done, total: lines.length });
    broken.push(...(await findBrokenChains(pool, lines.slice(done, done + LINES_AT_ONCE))));
  }
  return { ...(await checkBalances(pool)), broken };
}
