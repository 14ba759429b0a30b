import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { bankFileOf, checksumOf, csvPieces, filePages } from './bank-file.js';
import type { PaymentStepInput, PaymentStepWithReasonInput, TakeOutPaymentInput } from './payment.inputs.js';
import { assertOther, type BatchRecord, loadForStep } from './payment-batch.js';

const done = (id: string): CommandResult => ({ type: 'PaymentBatch', id });

/** The maker hands a batch to the checker. Throws as `loadForStep`, and WrongState where nothing can be paid. */
export async function submitPaymentBatch(unit: UnitOfWork, input: PaymentStepInput): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'submit', 'make');
  await assertPayable(unit, batch);
  await unit.sql('update payment_line set number = null where batch_id = $1 and number is not null', [batch.id]);
  const numbered = await unit.sql<{ id: string }>(
    `update payment_line l set number = place.number from (
       select m.id, row_number() over (order by m.township_code, p.program_code, m.id) as number
       from payment_line m join payable_due p on p.id = m.due_id where m.batch_id = $1 and m.live) place
     where l.id = place.id returning l.id`,
    [batch.id],
  );
  if (numbered.length === 0) {
    throw wrongState(batch.status, {
      zh: '批次里没有可发放的明细。请先处理列出的问题，再重新归集。',
      en: 'There is nothing to pay in this batch. Mend what is listed and gather again.',
    });
  }
  await unit.sql(
    `update payment_batch set status = $2, submitted_by = $3, submitted_at = now(), reason = null, version = version + 1
     where id = $1`,
    [batch.id, next, unit.actor.staffId],
  );
  return done(batch.id);
}

/** Another person of the department approves what was submitted. */
export async function approvePaymentBatch(unit: UnitOfWork, input: PaymentStepInput): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'approve', 'check');
  assertOther(unit, batch);
  await assertPayable(unit, batch);
  await unit.sql(
    'update payment_batch set status = $2, checked_by = $3, checked_at = now(), version = version + 1 where id = $1',
    [batch.id, next, unit.actor.staffId],
  );
  return done(batch.id);
}

/** Back to its maker with a reason: by the checker, or once it turns out before the bank has it. */
export async function sendBackPaymentBatch(
  unit: UnitOfWork,
  input: PaymentStepWithReasonInput,
): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'send_back', 'check');
  const reason = readReason(input.reason);
  await unit.sql(
    `update payment_batch set status = $2, reason = $3, checked_by = null, checked_at = null, version = version + 1
     where id = $1`,
    [batch.id, next, reason],
  );
  return done(batch.id);
}

/** Nothing of the batch is paid; what was in it is free for another. */
export async function cancelPaymentBatch(unit: UnitOfWork, input: PaymentStepWithReasonInput): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'cancel', 'make');
  const reason = readReason(input.reason);
  await unit.sql(`update payment_line set live = false, taken_out = 'cancelled' where batch_id = $1 and live`, [
    batch.id,
  ]);
  await unit.sql('update payment_batch set status = $2, reason = $3, version = version + 1 where id = $1', [
    batch.id,
    next,
    reason,
  ]);
  return done(batch.id);
}

/** The maker leaves a due out of this batch; a later one takes it. */
export async function takeOutPayment(unit: UnitOfWork, input: TakeOutPaymentInput): Promise<CommandResult> {
  const { batch } = await loadForStep(unit, input, 'take_out', 'make');
  const taken = isUuid(input.lineId)
    ? await unit.sql(
        `update payment_line set live = false, taken_out = 'by_hand' where id = $2 and batch_id = $1 and live returning due_id`,
        [batch.id, input.lineId],
      )
    : [];
  if (taken.length === 0) throw notFound({ zh: '发放明细', en: 'payment' });
  await unit.sql(
    `insert into payment_problem (batch_id, due_id, reason)
     select batch_id, due_id, 'by_hand' from payment_line where id = $1 on conflict do nothing`,
    [input.lineId],
  );
  await unit.sql('update payment_batch set version = version + 1 where id = $1', [batch.id]);
  return done(batch.id);
}

/**
 * The bank's file is made: from here on the batch is with the bank, and each taking of the file is the same to the byte.
 * Throws WrongState when somebody may not be paid any more.
 */
export async function sendPaymentBatch(unit: UnitOfWork, input: PaymentStepInput): Promise<CommandResult> {
  const { batch, next } = await loadForStep(unit, input, 'send', 'make');
  await assertPayable(unit, batch);
  const format = bankFileOf(unit.county);
  const checksum = await checksumOf(csvPieces(format, filePages(unit, unit.county, batch)));
  await unit.sql(
    `update payment_batch set status = $2, sent_by = $3, sent_at = now(), file_checksum = $4, version = version + 1
     where id = $1`,
    [batch.id, next, unit.actor.staffId, checksum],
  );
  return done(batch.id);
}

/** Refuses to go on while the batch holds somebody who died, was suspended or changed his account since it was gathered. */
async function assertPayable({ sql }: UnitOfWork, { id, status }: BatchRecord): Promise<void> {
  const [found] = await sql<{ count: number; who: string | null }>(
    `select count(*)::int as count, (array_agg(p.payee order by l.id))[1] as who
     from payment_line l join payable_due p on p.id = l.due_id
     where l.batch_id = $1 and l.live and (p.problem is not null or p.account_id <> l.account_id)`,
    [id],
  );
  if (!found?.count) return;
  throw wrongState(status, {
    zh: `归集之后情况有变，${found.who} 等 ${found.count} 笔现在不能发放（去世、停发或账户变更）。请退回制单并重新归集。`,
    en: `Since it was gathered, ${found.count} payments can no longer be made, first that of ${found.who} (death, suspension or another account). Send the batch back and gather it again.`,
  });
}

function readReason(text: string): string {
  const check = new InputCheck();
  const reason = check.text('reason', text, { zh: '理由', en: 'reason' });
  check.done();
  return reason as string;
}
