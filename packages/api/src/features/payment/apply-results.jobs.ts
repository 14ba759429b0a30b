import { defineAbilitiesFor, nextStatus } from '@yimen/schema';
import { lockLines, moveMany } from '../../ledger/ledger.js';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { Failure } from '../../platform/errors.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { addTasks } from '../task/add-task.js';
import { type BatchRecord, lockPaymentBatch } from './payment-batch.js';
import type { ResultProblem } from './read-results.js';
import { MOST_PROBLEMS, RESULTS_JOB } from './receive-results.js';
import { DUE_REFS } from './settle-dues.js';

export const resultJobs: JobHandlers = { [RESULTS_JOB]: applyResults };

/**
 * Applies the bank's answer to a batch in one transaction, all of it or, where one row cannot be, none: a process that is
 * killed leaves nothing half done, and the job does it once when it is begun again.
 */
async function applyResults({ input, database, county, actor, progress }: JobRun): Promise<Record<string, unknown>> {
  if (!actor) throw new Error('Results were uploaded by somebody');
  const { batchId, resultId } = input as { batchId: string; resultId: string };
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const step = { zh: '核对结果并记账', en: 'Comparing the results and entering them in the ledger' };
  await progress({ done: 0, total: 1, step });
  const done = await runCommand(context, 'applyPaymentResults', { key: `results:${resultId}` }, async (unit) => {
    const batch = await lockPaymentBatch(unit, batchId);
    const problems = await findProblems(unit, batch, resultId);
    if (problems.length > 0) await refuse(unit, resultId, problems);
    else await apply(unit, batch, resultId);
    return { type: 'PaymentBatch', id: batchId };
  });
  if (done instanceof Failure) throw done;
  return { batchId };
}

/** The rows of an answer `$2` next to the payments of the batch `$1` that they name; `$3` is today. */
const ROWS = `
  select r.at, r.key, r."amountFen" as said_fen, r.outcome, r.reason, coalesce(r.day, $3::date) as day, l.id, l.due_id,
    l.amount_fen, l.result, count(*) over (partition by coalesce(r.number::text, r.key)) as times
  from (select r.*, case when starts_with(r.key, b.number || '-') and right(r.key, -length(b.number)) ~ '^-[0-9]{6,9}$'
      then right(r.key, -length(b.number) - 1)::int end as number
    from payment_result f join payment_batch b on b.id = f.batch_id
    cross join jsonb_to_recordset(f.rows) as r (at int, key text, "amountFen" bigint, outcome text, reason text, day date)
    where f.id = $2) r
  left join payment_line l on l.batch_id = $1 and l.number = r.number and (l.live or l.result is not null)`;

function findProblems({ sql }: UnitOfWork, batch: BatchRecord, resultId: string): Promise<ResultProblem[]> {
  return sql<ResultProblem>(
    `select at, key, zh, en from (
       select at, key, case
           when id is null then '本批次没有这个明细编号。'
           when times > 1 then '同一明细编号在文件中出现了 ' || times || ' 次。'
           when said_fen <> amount_fen then '金额与批次不一致：批次为 ' || to_char(amount_fen / 100.0, 'FM999999999990.00')
             || ' 元，文件为 ' || to_char(said_fen / 100.0, 'FM999999999990.00') || ' 元。'
           when result = 'returned' and outcome = 'paid' then '此前已登记退票，不能再改为成功；请重新发放。'
           when day > $3::date then '入账日期在将来。' end as zh,
         case
           when id is null then 'The batch has no payment of this number.'
           when times > 1 then 'This number stands in the file ' || times || ' times.'
           when said_fen <> amount_fen then 'The amount is not that of the batch: ' || to_char(amount_fen / 100.0,
             'FM999999999990.00') || ' yuan there, ' || to_char(said_fen / 100.0, 'FM999999999990.00') || ' in the file.'
           when result = 'returned' and outcome = 'paid' then 'It is on record as returned and cannot become paid; pay it again.'
           when day > $3::date then 'The day lies in the future.' end as en
       from (${ROWS}) said) told
     where zh is not null order by at`,
    [batch.id, resultId, today()],
  );
}

async function refuse({ sql }: UnitOfWork, resultId: string, problems: readonly ResultProblem[]): Promise<void> {
  await sql(`update payment_result set status = 'refused', problems = $2::jsonb, problem_count = $3 where id = $1`, [
    resultId,
    JSON.stringify(problems.slice(0, MOST_PROBLEMS)),
    problems.length,
  ]);
}

interface Counted {
  paid: number;
  returned: number;
  known: number;
}

async function apply(unit: UnitOfWork, batch: BatchRecord, resultId: string): Promise<void> {
  const { sql, actor } = unit;
  const values = [batch.id, resultId, today()];
  const lines = await sql<{ id: string }>(
    `select distinct d.line_id as id from payment_line l join payment_due d on d.id = l.due_id where l.batch_id = $1`,
    [batch.id],
  );
  await lockLines(
    sql,
    lines.map(({ id }) => id),
  );
  const [counted] = await sql<Counted>(
    `select (count(*) filter (where result is null and outcome = 'paid'))::int as paid,
       (count(*) filter (where result is distinct from 'returned' and outcome = 'returned'))::int as returned,
       (count(*) filter (where result = outcome))::int as known from (${ROWS}) said`,
    values,
  );
  const movement = (key: string, reason: string, when: string) =>
    `select p.line_id as "lineId", ${key} as key, said.amount_fen as amount, ${reason} as reason, said.day as "on",
       $4::uuid as "actorId", ${DUE_REFS}
     from (${ROWS}) said join payable_due p on p.id = said.due_id where ${when}`;
  const isPaid = `said.result is null and said.outcome = 'paid'`;
  const isLate = `said.result = 'paid' and said.outcome = 'returned'`;
  await moveMany(sql, 'pay', movement(`'payment:' || said.id`, `'paid: ${batch.number}'`, isPaid), [
    ...values,
    actor.staffId,
  ]);
  await moveMany(sql, 'return', movement(`'payment:' || said.id || ':return'`, `'returned: ' || said.reason`, isLate), [
    ...values,
    actor.staffId,
  ]);
  const changed = `(${ROWS}) said where said.id = l.id and said.result is distinct from said.outcome`;
  await sql(
    `update payment_line l set result = said.outcome, bank_reason = said.reason, result_on = said.day, result_id = $2,
       live = said.outcome = 'paid' from ${changed}`,
    values,
  );
  await sql(
    `update payment_due d set status = case l.result when 'paid' then 'paid' else 'open' end,
       paid_on = case l.result when 'paid' then l.result_on end
     from payment_line l where l.due_id = d.id and l.result_id = $1`,
    [resultId],
  );
  const { paid, returned, known } = counted as Counted;
  await sql(
    `update payment_result set status = 'applied', new_paid = $2, new_returned = $3, known = $4 where id = $1`,
    [resultId, paid, returned, known],
  );
  await askForAccounts(unit, resultId);
  await settle(unit, batch);
}

/** The clerks of the township put the account right, so that a later batch can pay. */
async function askForAccounts({ sql, county }: UnitOfWork, resultId: string): Promise<void> {
  const returned = await sql<{ id: string; payee: string; townshipCode: string; programCode: string; reason: string }>(
    `select l.id, p.payee, p.township_code as "townshipCode", p.program_code as "programCode", l.bank_reason as reason
     from payment_line l join payable_due p on p.id = l.due_id where l.result_id = $1 and l.result = 'returned'`,
    [resultId],
  );
  if (returned.length === 0) return;
  const due = dueDay(county, 'DL_CHANGE_REVIEW');
  await addTasks(
    sql,
    returned.map(({ id, payee, townshipCode, programCode, reason }) => {
      const program = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
      return {
        kind: 'correct_account',
        zh: `${payee}的${program.zh}被银行退回（${reason}），核对并更正账户`,
        en: `The bank returned ${program.en} of ${payee} (${reason}): check and correct the account`,
        townshipCode,
        dueOn: due,
        origin: `payment_line:${id}`,
      };
    }),
  );
}

async function settle({ sql }: UnitOfWork, { id, status }: BatchRecord): Promise<void> {
  const [open] = await sql('select 1 from payment_line where batch_id = $1 and live and result is null limit 1', [id]);
  const next = open ? status : (nextStatus('PaymentBatch', status, 'settle') ?? status);
  await sql('update payment_batch set status = $2, version = version + 1 where id = $1', [id, next]);
}
