import { type Actor, defineAbilitiesFor } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type Sql, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { GATHER_JOB } from './make-batch.js';
import { askForOneCards, followBankFile } from './one-card.js';
import { type BatchRecord, lockPaymentBatch } from './payment-batch.js';
import { analyzeDues, commitDues, makeDues, type Settling } from './settle-dues.js';

export const gatherJobs: JobHandlers = { [GATHER_JOB]: gatherBatch };

/** Kinds of dues that go to an account. */
const TO_ACCOUNTS = `('one_off', 'monthly', 'staged')`;

/**
 * Gathers a batch program by program, each one command with a key of its own: begun again after a crash, it goes on where
 * it was. A cancelled job leaves the batch as it is, to be gathered again or cancelled.
 */
async function gatherBatch({ id, input, database, county, actor, progress }: JobRun): Promise<Record<string, unknown>> {
  if (!actor) throw new Error('A payment batch has a maker');
  const { batchId } = input as { batchId: string };
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const sql = poolSql(database.pool);
  const programs = await programsOf(sql, actor);
  const run = async (slice: string, work: (unit: UnitOfWork, batch: BatchRecord) => Promise<void>) => {
    const done = await runCommand(context, 'gatherPayments', { key: `gather:${id}:${slice}` }, async (unit) => {
      const batch = await lockPaymentBatch(unit, batchId);
      if (batch.status === 'gathering') await work(unit, batch);
      return { type: 'PaymentBatch', id: batchId };
    });
    if (done instanceof Failure) throw done;
  };
  const total = programs.length + 1;
  for (const [done, code] of programs.entries()) {
    const name = county.program(code)?.name ?? { zh: code, en: code };
    const step = { zh: `归集“${name.zh}”`, en: `Gathering "${name.en}"` };
    await progress({ done, total, step });
    let made = 0;
    await run(`${code}:due`, async (unit, batch) => {
      made = await bringUp(unit, batch, code);
    });
    await analyzeDues(sql, made);
    await run(code, (unit, batch) => gatherProgram(unit, batch, code));
  }
  await progress({ done: programs.length, total });
  await sql('select analyze_payments()');
  await run('finish', async (unit, batch) => {
    await askForOneCards(unit, batch);
    await unit.sql(`update payment_batch set status = 'draft', version = version + 1 where id = $1`, [batchId]);
  });
  return { batchId };
}

async function programsOf(sql: Sql, { departmentCode }: Actor): Promise<string[]> {
  const found = await sql<{ code: string }>(
    'select distinct program_code as code from payment_schedule where department_code = $1 order by 1',
    [departmentCode],
  );
  return found.map(({ code }) => code);
}

const isOnce = ({ kind }: BatchRecord) => kind === 'ad_hoc';

function settlingOf({ actor }: UnitOfWork, { departmentCode, month }: BatchRecord, programCode: string): Settling {
  return { departmentCode, programCode, month, on: today(), actorId: actor.staffId };
}

/** Makes the months that are due by now; answers how many. */
async function bringUp(unit: UnitOfWork, batch: BatchRecord, programCode: string): Promise<number> {
  await followBankFile(unit.sql, unit.county, programCode);
  // First, so that what is owed no longer is withdrawn also where it was in the batch.
  await unit.sql(
    `update payment_line l set live = false, taken_out = p.problem from payable_due p
     where l.batch_id = $1 and l.live and p.id = l.due_id and p.program_code = $2 and p.problem is not null`,
    [batch.id, programCode],
  );
  return isOnce(batch) ? 0 : makeDues(unit.sql, settlingOf(unit, batch, programCode));
}

/**
 * What is due of a program comes into the batch, unless another live batch has it; what cannot be paid is listed with the
 * reason, and leaves the batch if it was in it.
 */
async function gatherProgram(unit: UnitOfWork, batch: BatchRecord, programCode: string): Promise<void> {
  const { sql } = unit;
  const { id, departmentCode, month } = batch;
  const onlyOnce = isOnce(batch);
  if (!onlyOnce) await commitDues(sql, settlingOf(unit, batch, programCode));
  await sql(
    `delete from payment_problem b using payable_due p
     where b.batch_id = $1 and p.id = b.due_id and p.program_code = $2`,
    [id, programCode],
  );
  const due = `select p.id, p.account_id, p.amount_fen, p.township_code, p.problem from payable_due p
    where p.department_code = $2 and p.program_code = $3 and p.kind in ${TO_ACCOUNTS} and p.amount_fen > 0
      and p.status in ('open', 'short') and p.due_on < ($4::date + interval '1 month') and (p.month is null or not $5)
      and not exists (select from payment_line l where l.due_id = p.id and l.live)
      and not exists (select from payment_line l where l.due_id = p.id and l.batch_id = $1 and l.taken_out = 'by_hand')`;
  await sql(
    `insert into payment_line (batch_id, due_id, account_id, amount_fen, township_code)
     select $1, due.id, due.account_id, due.amount_fen, due.township_code from (${due}) due where due.problem is null order by due.id
     on conflict (due_id) where live do nothing`,
    [id, departmentCode, programCode, month, onlyOnce],
  );
  await sql(
    `insert into payment_problem (batch_id, due_id, reason)
     select $1, due.id, due.problem from (${due}) due where due.problem is not null`,
    [id, departmentCode, programCode, month, onlyOnce],
  );
}
