import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { bookRecovery, lockSources, undoBooking } from './book-recovery.js';
import { type Claim, lockClaim } from './lock-claim.js';
import type { CorrectReceiptInput, RecordReceiptInput } from './recovery.inputs.js';

const DOCUMENT = { zh: '缴款凭证号', en: 'number of the receipt' };

/**
 * Records money that a family gave back: in parts, early, never more than is owed. It is free again on the line that had
 * paid it, or handed up. Throws NotFound, NotAllowed, WrongState, InvalidInput, BudgetExceeded.
 */
export async function recordReceipt(unit: UnitOfWork, input: RecordReceiptInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const claim = await lockClaim(unit, input.recoveryId, 'record');
  const check = new InputCheck();
  const fen = check.yuan('amount', input.amount);
  if (fen === 0) check.add('amount', { zh: '金额应大于零。', en: 'The amount is above zero.' });
  if (fen !== undefined && fen > claim.leftFen)
    check.add('amount', {
      zh: `尚欠 ${formatYuan(claim.leftFen)}，不能多收。`,
      en: `Only ${formatYuan(claim.leftFen)} are owed; no more is taken.`,
    });
  const on = check.day('on', input.on);
  if (on && (on > today() || on < claim.decidedOn))
    check.add('on', {
      zh: `日期应在 ${claim.decidedOn} 与今天之间。`,
      en: `The day lies between ${claim.decidedOn} and today.`,
    });
  const document = check.text('document', input.document, DOCUMENT, 50);
  if (document && (await isKnown(unit, claim, document)))
    check.add('document', {
      zh: `凭证“${document}”已经登记过。`,
      en: `The receipt "${document}" is on record already.`,
    });
  check.done();
  const [entry] = await sql<{ id: string }>(
    `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, document, recorded_by)
     values ($1, 'receipt', $2, $3, $4, $5) returning id`,
    [claim.id, fen, on, document, actor.staffId],
  );
  await lockSources(sql, [claim.id]);
  await bookRecovery(sql, {
    entryId: (entry as { id: string }).id,
    claimId: claim.id,
    fen: fen as number,
    on: on as string,
    reason: `recovered: ${claim.number}`,
    actorId: actor.staffId,
  });
  await tell(unit, claim, {
    zh: `退回 ${formatYuan(fen as number)}（凭证 ${document}）`,
    en: `${formatYuan(fen as number)} came back (receipt ${document})`,
  });
  await finishLateTasks(unit, claim.id);
  return { type: 'Recovery', id: claim.id };
}

/**
 * Takes back a receipt that was none by a counter entry: nothing is edited, and it is owed again. Throws NotFound,
 * NotAllowed, WrongState, InvalidInput, BudgetExceeded when the line has spent it by now.
 */
export async function correctReceipt(unit: UnitOfWork, input: CorrectReceiptInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const [found] = isUuid(input.entryId)
    ? await sql<{ claimId: string }>(
        `select claim_id as "claimId" from recovery_entry where id = $1 and kind = 'receipt'`,
        [input.entryId],
      )
    : [];
  if (!found) throw notFound({ zh: '收款记录', en: 'receipt' });
  const claim = await lockClaim(unit, found.claimId, 'correct');
  const [corrected] = await sql('select from recovery_entry where corrects_id = $1', [input.entryId]);
  if (corrected) {
    throw wrongState('corrected', { zh: '该笔收款已经冲正。', en: 'This receipt was taken back already.' });
  }
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '冲正原因', en: 'reason' }, 200) as string;
  check.done();
  const on = today();
  const [entry] = await sql<{ id: string; fen: number }>(
    `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, reason, corrects_id, recorded_by)
     select claim_id, 'correction', amount_fen, $2, $3, id, $4 from recovery_entry where id = $1
     returning id, amount_fen as fen`,
    [input.entryId, on, reason, actor.staffId],
  );
  const { id, fen } = entry as { id: string; fen: number };
  await lockSources(sql, [claim.id]);
  await undoBooking(sql, input.entryId, {
    entryId: id,
    on,
    reason: `not_recovered: ${claim.number}`,
    actorId: actor.staffId,
  });
  await tell(unit, claim, {
    zh: `冲正一笔收款 ${formatYuan(fen)}：${reason}`,
    en: `A receipt of ${formatYuan(fen)} was taken back: ${reason}`,
  });
  return { type: 'Recovery', id: claim.id };
}

async function isKnown({ sql }: UnitOfWork, claim: Claim, document: string): Promise<boolean> {
  const [same] = await sql(
    `select from recovery_entry e where e.claim_id = $1 and e.document = $2
       and not exists (select from recovery_entry x where x.corrects_id = e.id)`,
    [claim.id, document],
  );
  return same !== undefined;
}

async function tell(unit: UnitOfWork, claim: Claim, words: { zh: string; en: string }): Promise<void> {
  await addCaseEvent(unit.sql, {
    caseId: claim.caseId,
    kind: 'recovery',
    zh: `追回款 ${claim.number}：${words.zh}`,
    en: `Claim ${claim.number}: ${words.en}`,
    departmentCode: claim.departmentCode,
    actorId: unit.actor.staffId,
  });
}

/** What is late no more needs nobody. */
export async function finishLateTasks(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  claimId: string,
): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where recovery_id = $1 and status = 'open'
       and not exists (select from recovery_late l where l.claim_id = $1 and l.late_fen > 0)`,
    [claimId, actor.staffId],
  );
}
