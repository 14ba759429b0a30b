import { lockLines, moveMany } from '../../ledger/ledger.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { type OverpaidDue, overpaidDues } from '../../policy/recovery.js';
import { addCaseEvent } from '../case/case-events.js';
import { moveCase } from '../case/move-case.js';
import { returnToDonations } from '../donation/return-to-donations.js';
import { DUE_REFS } from '../payment/settle-dues.js';
import type { ReviewedItem } from '../second-round/replay-case.js';
import { askForAmount } from './ask-for-amount.js';
import { madeDues } from './made-dues.js';
import { type DecidedRemedy, openClaim } from './open-claim.js';
import { payDifference } from './pay-difference.js';
import { decidedWords } from './recovery-words.js';

export interface RemedyToDo extends Omit<DecidedRemedy, 'packageItemId'> {
  packageItemId: string | null;
  claimId: string | null;
  direction: string;
  amountFen: number;
  programCode: string;
  formerCaseId: string;
  items: ReviewedItem[];
}

const TO_DO = `select r.id, r.package_item_id as "packageItemId", r.claim_id as "claimId", r.direction, r.amount_fen as "amountFen",
    r.kind, r.months, r.percent, r.first_due_on as "firstDueOn", r.reason,
    coalesce(i.program_code, c.program_code) as "programCode", coalesce(k.case_id, c.case_id) as "formerCaseId",
    coalesce(v.items, '[]') as items
  from remedy r left join package_item i on i.id = r.package_item_id left join aid_package k on k.id = i.package_id
  left join recovery_claim c on c.id = r.claim_id left join package_review v on v.id = r.review_id
  where r.case_id = $1 and r.status = 'proposed' order by r.position for update of r`;

/** Whether a round has something to decide besides its package. */
export async function hasRemedies(sql: UnitOfWork['sql'], caseId: string): Promise<boolean> {
  const [one] = await sql(`select from remedy where case_id = $1 and status = 'proposed' limit 1`, [caseId]);
  return one !== undefined;
}

/**
 * Does what a meeting has just adopted about over- and underpayment: what is not paid yet stays with its line, what was
 * paid becomes a claim with its plan, or is let go; a difference comes due. A round that decides on nothing else is
 * settled by it. `on`: the day of the meeting, YYYY-MM-DD.
 */
export async function carryOutRemedies(unit: UnitOfWork, caseId: string, on: string): Promise<void> {
  const { sql, actor } = unit;
  const remedies = await sql<RemedyToDo>(TO_DO, [caseId]);
  if (remedies.length === 0) return;
  await sql(`update remedy set status = 'adopted', decided_on = $2 where id = any($1)`, [
    remedies.map(({ id }) => id),
    on,
  ]);
  for (const remedy of remedies) {
    const fen = await carryOut(unit, remedy, on);
    await askForAmount(unit, remedy);
    const words = decidedWords(unit.county, { ...remedy, fen });
    for (const id of [caseId, remedy.formerCaseId])
      await addCaseEvent(sql, { caseId: id, kind: 'remedy_decided', ...words, actorId: actor.staffId });
  }
  const [open] = await sql(
    `select from package_item i join aid_package k on k.id = i.package_id where k.case_id = $1
       and i.status in ('proposed', 'awaiting_decision') limit 1`,
    [caseId],
  );
  if (open) return;
  await sql('update aid_package set decision_date = $2 where case_id = $1', [caseId, on]);
  await moveCase(sql, caseId, 'settle');
}

/** The meeting refused the round: nothing is done about what differs. */
export async function dropRemedies({ sql }: Pick<UnitOfWork, 'sql'>, caseId: string): Promise<void> {
  await sql(`update remedy set status = 'refused' where case_id = $1 and status = 'proposed'`, [caseId]);
}

/** Does one remedy; answers what it came to in fen. */
async function carryOut(unit: UnitOfWork, remedy: RemedyToDo, on: string): Promise<number> {
  const { kind, packageItemId, claimId, amountFen } = remedy;
  if (kind === 'leave') return amountFen;
  if (claimId) return waiveRest(unit, claimId, remedy, on);
  if (!packageItemId) throw new Error(`The remedy ${remedy.id} is about nothing`);
  if (kind === 'pay_difference') {
    await payDifference(unit, packageItemId, amountFen, on);
    return amountFen;
  }
  const months = remedy.items.find(({ programCode }) => programCode === remedy.programCode)?.months ?? [];
  const dues = overpaidDues(months, await madeDues(unit.sql, packageItemId), amountFen);
  const unpaid = dues.filter(({ status }) => status !== 'paid');
  if (kind === 'waive') {
    const made = dues.filter(({ status }) => status !== 'short');
    if (made.length === 0) return 0;
    const claim = await openClaim(unit.sql, { ...remedy, packageItemId }, made, on);
    await waive(unit, claim.id, claim.amountFen, remedy, on);
    return claim.amountFen;
  }
  await keepUnpaid(unit, { id: remedy.id, packageItemId }, unpaid, on);
  const paid = dues.filter(({ status }) => status === 'paid');
  if (paid.length > 0) await openClaim(unit.sql, { ...remedy, packageItemId }, paid, on);
  return dues.reduce((sum, { fen }) => sum + fen, 0);
}

/**
 * What was promised too much and is not paid yet goes back to its line and the donations it was of; the due is for the rest,
 * or is none.
 */
async function keepUnpaid(
  { sql, actor }: UnitOfWork,
  { id: remedyId, packageItemId }: { id: string; packageItemId: string },
  dues: readonly OverpaidDue[],
  on: string,
) {
  const committed = dues.filter(({ status }) => status === 'open');
  await lockLines(
    sql,
    committed.map(({ lineId }) => lineId),
  );
  await moveMany(
    sql,
    'withdraw',
    `select p.line_id as "lineId", 'remedy:' || $2::text || ':' || p.id as key, x.fen as amount, 'reduced' as reason,
       $3::date as "on", $4::uuid as "actorId", ${DUE_REFS}
     from jsonb_to_recordset($1::jsonb) as x (id uuid, fen bigint) join payable_due p on p.id = x.id`,
    [JSON.stringify(committed), remedyId, on, actor.staffId],
  );
  await sql('update remedy set kept_fen = $2 where id = $1', [remedyId, dues.reduce((sum, { fen }) => sum + fen, 0)]);
  await sql(
    `update payment_due d set status = case when x.fen = d.amount_fen then 'cancelled' else d.status end,
       amount_fen = case when x.fen = d.amount_fen then d.amount_fen else d.amount_fen - x.fen end
     from jsonb_to_recordset($1::jsonb) as x (id uuid, fen bigint) where d.id = x.id`,
    [JSON.stringify(dues)],
  );
  const [aid] = await sql<{ id: string }>('select id from aid_record where package_item_id = $1', [packageItemId]);
  if (!aid) return;
  let openFen = committed.reduce((sum, { fen }) => sum + fen, 0);
  for (const { id, lineId, fen } of committed) {
    const key = `remedy:${remedyId}:${id}`;
    await returnToDonations(sql, { aidRecordId: aid.id, lineId, fen, openFen, key, on, actorId: actor.staffId });
    openFen -= fen;
  }
}

async function waiveRest(unit: UnitOfWork, claimId: string, remedy: RemedyToDo, on: string): Promise<number> {
  const [claim] = await unit.sql<{ leftFen: number }>(
    'select left_fen as "leftFen" from recovery_claim where id = $1 for update',
    [claimId],
  );
  const left = claim?.leftFen ?? 0;
  if (left > 0) await waive(unit, claimId, left, remedy, on);
  return left;
}

async function waive({ sql, actor }: UnitOfWork, claimId: string, fen: number, { id, reason }: RemedyToDo, on: string) {
  await sql(
    `insert into recovery_entry (claim_id, kind, amount_fen, entered_on, reason, remedy_id, recorded_by)
     values ($1, 'waiver', $2, $3, $4, $5, $6)`,
    [claimId, fen, on, reason, id, actor.staffId],
  );
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where recovery_id = $1 and status = 'open'`,
    [claimId, actor.staffId],
  );
}
