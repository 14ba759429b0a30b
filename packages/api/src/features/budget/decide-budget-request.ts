import { subject } from '@casl/ability';
import type { BudgetRequestKind } from '@yimen/schema';
import { type BudgetMove, lockLines, moveBudget, openPlaces, transferBudget } from '../../ledger/ledger.js';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notAllowed, notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { assertReserve, isOfTownship } from '../reserve/advance-reserve.js';
import { assertFrozen, assertPlaces } from './ask-for-budget.js';
import { assertOpen, balanceOf, getLine, stillOpen, tooLittleFree } from './budget-lines.js';
import type { DecideBudgetRequestInput, WithdrawBudgetRequestInput } from './budget-request.inputs.js';

interface Locked {
  id: string;
  kind: BudgetRequestKind;
  lineId: string;
  toLineId: string | null;
  townshipCode: string | null;
  amountFen: number | null;
  asFarAsFree: boolean;
  places: number | null;
  reason: string;
  document: string;
  approver: string;
  status: string;
  requestedBy: string;
  departmentCodes: string[];
  version: number;
}

/** What a township holds in advance lies frozen. */
const MOVES: Partial<Record<BudgetRequestKind, BudgetMove>> = { advance: 'freeze', reclaim: 'unfreeze' };

const REQUEST = { zh: '预算申请', en: 'request' };
const DECIDED = {
  zh: '该申请已审批或已撤回，请刷新查看。',
  en: 'This request was decided or withdrawn already. Reload to see it.',
};

/**
 * Approves a request, which moves the money and places at once and together, or refuses it with a reason. Whoever asked
 * does not decide. Throws NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput, and BudgetExceeded when less is
 * free by now.
 */
export async function decideBudgetRequest(unit: UnitOfWork, input: DecideBudgetRequestInput): Promise<CommandResult> {
  const request = await lockRequest(unit, input.requestId);
  assertCan(unit, 'decide', 'BudgetRequest', request);
  if (request.requestedBy === unit.actor.staffId) throw notAllowed(SECOND_PERSON);
  const check = new InputCheck();
  const outcome = (['approve', 'refuse'] as const).find((one) => one === input.outcome);
  if (!outcome) check.add('outcome', { zh: '请选择同意或不同意。', en: 'Choose to approve or to refuse.' });
  const note = outcome === 'refuse' || input.note?.trim() ? check.text('note', input.note ?? '', NOTE, 500) : undefined;
  check.done();
  assertVersion(request, input.expectedVersion);
  const next = assertTransition('BudgetRequest', request.status, outcome as string, DECIDED);
  const doneFen = outcome === 'approve' ? await move(unit, request) : null;
  await end(unit, request, next, note ?? null, doneFen);
  return { type: 'BudgetRequest', id: request.id };
}

/** Takes back a request of one's own that was not decided. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function withdrawBudgetRequest(
  unit: UnitOfWork,
  input: WithdrawBudgetRequestInput,
): Promise<CommandResult> {
  const request = await lockRequest(unit, input.requestId);
  assertCan(unit, 'withdraw', 'BudgetRequest', request);
  assertVersion(request, input.expectedVersion);
  const next = assertTransition('BudgetRequest', request.status, 'withdraw', DECIDED);
  await end(unit, request, next, null, null);
  return { type: 'BudgetRequest', id: request.id };
}

export const SECOND_PERSON = {
  zh: '申请人不能审批自己的申请，请由另一位有权人员审批。',
  en: 'Who asked for a change does not decide it; somebody else must.',
};
const NOTE = { zh: '不同意的理由', en: 'reason' };

async function lockRequest(unit: UnitOfWork, id: string): Promise<Locked> {
  const [request] = isUuid(id)
    ? await unit.sql<Locked>(
        `select r.id, r.kind, r.line_id as "lineId", r.to_line_id as "toLineId",
           r.township_code as "townshipCode", r.amount_fen as "amountFen",
           r.as_far_as_free as "asFarAsFree", r.places, r.reason, r.document, r.approver, r.status,
           r.requested_by as "requestedBy", r.version,
           array(select department_code from budget_line where id in (r.line_id, r.to_line_id)) as "departmentCodes"
         from budget_request r where r.id = $1 for update of r`,
        [id],
      )
    : [];
  if (!request || !unit.ability.can('read', subject('BudgetRequest', { ...request }) as never)) throw notFound(REQUEST);
  return request;
}

/** Moves what was asked for. Answers the fen that moved; null where only places did. */
async function move(unit: UnitOfWork, request: Locked): Promise<number | null> {
  const { id, kind, lineId, toLineId, townshipCode, amountFen, places, reason, document } = request;
  await lockLines(unit.sql, toLineId ? [lineId, toLineId] : [lineId]);
  const line = await getLine(unit, lineId);
  assertOpen(line);
  if (toLineId) assertOpen(await getLine(unit, toLineId));
  const balance = await balanceOf(unit.sql, lineId);
  const { sql } = unit;
  const order = {
    key: `budget_request:${id}`,
    reason: `budget_change: ${reason}（${document}）` as const,
    on: today(),
    actorId: unit.actor.staffId,
  };
  if (kind === 'quota') {
    assertPlaces(places as number, balance);
    const by = Math.abs(places as number);
    if (balance.placesLeft === null) await openPlaces(sql, lineId);
    await moveBudget(sql, { ...order, lineId, move: (places as number) > 0 ? 'supplement' : 'cut', places: by });
    return null;
  }
  if (kind === 'close') {
    const open = balance.reservedFen + balance.heldFen + balance.committedFen + balance.frozenFen;
    if (open > 0) throw await stillOpen(sql, line, balance);
    const free = { fen: balance.leftFen, places: balance.placesLeft ?? 0 };
    await moveBudget(sql, { ...order, lineId, move: 'cut', ...free });
    await sql('insert into budget_line_closing (line_id, request_id, closed_on) values ($1, $2, $3)', [
      lineId,
      id,
      today(),
    ]);
    return balance.leftFen;
  }
  const asked = amountFen as number;
  const fen = request.asFarAsFree ? Math.min(asked, balance.leftFen) : asked;
  if (isOfTownship(kind) && townshipCode) await assertReserve(unit, { lineId, kind, townshipCode, fen });
  if (kind !== 'supplement' && kind !== 'unfreeze' && kind !== 'reclaim' && fen > balance.leftFen)
    throw await tooLittleFree(sql, line, fen, balance);
  if (kind === 'unfreeze') await assertFrozen(sql, lineId, fen, balance);
  if (toLineId) await transferBudget(sql, { ...order, fromLineId: lineId, toLineId, fen });
  else await moveBudget(sql, { ...order, lineId, move: MOVES[kind] ?? (kind as BudgetMove), fen });
  return fen;
}

/** Puts the outcome on record and closes what the approvers had to do. */
async function end(
  unit: UnitOfWork,
  { id }: Locked,
  status: string,
  note: string | null,
  doneFen: number | null,
): Promise<void> {
  await unit.sql(
    `update budget_request set status = $2, note = $3, done_fen = $4, decided_by = $5, decided_at = clock_timestamp(),
       version = version + 1 where id = $1`,
    [id, status, note, doneFen, unit.actor.staffId],
  );
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where kind = 'budget_request' and status = 'open' and split_part(origin, ':', 2) = $1`,
    [id, unit.actor.staffId],
  );
}
