import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { startJob } from '../job/start-job.js';
import { monthOf } from './months.js';
import { takeOver } from './open-schedules.js';
import type { MakePaymentBatchInput, PaymentStepInput } from './payment.inputs.js';
import { type BatchRecord, loadForStep } from './payment-batch.js';

export const GATHER_JOB = 'payment_gather';

/** How many months ahead a department may pay. */
const MONTHS_AHEAD = 1;

/**
 * Begins a batch of the actor's department: `monthly` gathers all that is due up to the end of a month (YYYY-MM), `ad_hoc`
 * what is due once. It may take over the monthly aid of the department's own books: from this month on it is paid here. A
 * job gathers it. Throws NotAllowed, InvalidInput.
 */
export async function makePaymentBatch(unit: UnitOfWork, input: MakePaymentBatchInput): Promise<CommandResult> {
  const { departmentCode } = unit.actor;
  assertCan(unit, 'make', 'PaymentBatch', { departmentCode });
  const check = new InputCheck();
  const month = readMonth(check, input.month);
  if (input.kind !== 'monthly' && input.kind !== 'ad_hoc')
    check.add('kind', { zh: '请选择按月发放或临时发放。', en: 'Choose a monthly or an ad hoc batch.' });
  check.done();
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`payment_batch:${departmentCode}`]);
  const [batch] = await unit.sql<BatchRecord>(
    `insert into payment_batch (number, department_code, kind, month, status, made_by)
     select 'FF-' || $1 || '-' || to_char($2::date, 'YYYYMM') || '-' || lpad((count(*) + 1)::text, 2, '0'), $1, $3, $2,
       'gathering', $4 from payment_batch where department_code = $1 and month = $2
     returning id, number, department_code as "departmentCode"`,
    [departmentCode, month, input.kind, unit.actor.staffId],
  );
  if (input.takesOver) await takeOver(unit, departmentCode as string, month as string);
  await startGathering(unit, batch as BatchRecord);
  return { type: 'PaymentBatch', id: (batch as BatchRecord).id };
}

/** Gathers a batch again: what can be paid by now comes in, what cannot any more goes out. */
export async function gatherPaymentBatch(unit: UnitOfWork, input: PaymentStepInput): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'gather', 'make');
  await unit.sql('update payment_batch set status = $2, version = version + 1 where id = $1', [batch.id, next]);
  await startGathering(unit, batch);
  return { type: 'PaymentBatch', id: batch.id };
}

async function startGathering(unit: UnitOfWork, { id, number, departmentCode }: BatchRecord): Promise<void> {
  const title = { zh: `归集发放批次 ${number}`, en: `Gathering payment batch ${number}` };
  const jobId = await startJob(unit, { kind: GATHER_JOB, title, input: { batchId: id }, departmentCode });
  await unit.sql('update payment_batch set job_id = $2 where id = $1', [id, jobId]);
}

function readMonth(check: InputCheck, text: string): string | undefined {
  const day = check.day('month', `${text.normalize('NFKC').trim()}-01`);
  if (day && day > monthOf(today(), MONTHS_AHEAD)) {
    check.add('month', { zh: '最多提前一个月制单。', en: 'A batch is made one month ahead at most.' });
  }
  return day;
}
