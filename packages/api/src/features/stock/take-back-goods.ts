import { lockLines, moveMany, recoverFunds } from '../../ledger/ledger.js';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { noteReturns, unbindReturned } from '../donation/return-to-donations.js';
import { DUE_REFS } from '../payment/settle-dues.js';
import { lockItems } from './lock-items.js';
import { LEFT_OF_LOT } from './lots.js';
import type { TakeBackGoodsInput } from './stock.inputs.js';

interface Movement {
  id: string;
  itemId: string;
  lotId: string;
  kind: string;
  quantity: number;
  valueFen: number;
  left: number;
  lineId: string | null;
  year: number | null;
  householdId: string | null;
  caseId: string | null;
  deliveryId: string | null;
  isReversed: boolean;
}

/**
 * Takes a wrong entry back by its counter entry: goods that were handed out come into the stock again and the aid that they
 * were is open again; goods that came in go out whole, and what was paid for them goes back to the line.
 * Throws NotFound, NotAllowed, InvalidInput, WrongState where it was taken back before or some of it is gone,
 * BudgetExceeded where the line no longer bears the aid.
 */
export async function takeBackGoods(unit: UnitOfWork, input: TakeBackGoodsInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const movement = await lockMovement(unit, input.movementId);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '冲正原因', en: 'reason' });
  check.done();
  const isIssue = movement.kind === 'issued';
  if (movement.isReversed || !['issued', 'received'].includes(movement.kind))
    throw wrongState(movement.kind, { zh: '该笔已冲正，或不能冲正。', en: 'It was taken back before, or cannot be.' });
  if (!isIssue && movement.left < movement.quantity)
    throw wrongState(movement.kind, {
      zh: '该批物资已有发出或盘亏，不能整批冲正；请用盘点更正数量。',
      en: 'Some of this lot is gone: it cannot be taken back whole. Put the quantity right by a count.',
    });
  const id = uuidv7();
  await sql(
    `insert into stock_movement (id, lot_id, kind, quantity, moved_on, household_id, case_id, delivery_id, note, reverses, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      movement.lotId,
      isIssue ? 'returned' : 'cancelled',
      -movement.quantity,
      today(),
      movement.householdId,
      movement.caseId,
      movement.deliveryId,
      reason,
      movement.id,
      actor.staffId,
    ],
  );
  if (movement.deliveryId) await openDue(unit, movement.deliveryId, id);
  if (!isIssue && movement.lineId) await giveMoneyBack(unit, movement, movement.lineId, id);
  return { type: 'StockItem', id: movement.itemId };
}

async function lockMovement(unit: UnitOfWork, id: string): Promise<Movement> {
  const find = () =>
    unit.sql<Movement>(
      `select v.id, l.item_id as "itemId", l.id as "lotId", v.kind, v.quantity, l.value_fen as "valueFen",
         ${LEFT_OF_LOT} as "left", l.line_id as "lineId", b.year, v.household_id as "householdId", v.case_id as "caseId",
         v.delivery_id as "deliveryId",
         exists (select from stock_movement r where r.reverses = v.id) as "isReversed"
       from stock_movement v join stock_lot l on l.id = v.lot_id left join budget_line b on b.id = l.line_id where v.id = $1`,
      [id],
    );
  const [seen] = isUuid(id) ? await find() : [];
  if (!seen) throw notFound({ zh: '出入库记录', en: 'movement' });
  const [item] = await lockItems(unit, [seen.itemId]);
  assertCan(unit, 'keep', 'StockItem', item as object);
  return (await find())[0] as Movement;
}

/** What was handed out from the stock was the aid: without it the aid is owed again, from its line and donations. */
async function openDue({ sql, actor }: UnitOfWork, deliveryId: string, movementId: string): Promise<void> {
  const [due] = await sql<{ id: string; lineId: string | null; amountFen: number | null; status: string }>(
    `select d.id, d.line_id as "lineId", d.amount_fen as "amountFen", d.status from payment_due d
     join payment_delivery e on e.due_id = d.id where e.id = $1 for update of d`,
    [deliveryId],
  );
  if (due?.status !== 'paid') return;
  if (due.amountFen !== null && due.lineId) {
    const movement = { key: `stock:${movementId}:commit`, lineId: due.lineId, on: today(), actorId: actor.staffId };
    await lockLines(sql, [due.lineId]);
    const taken = await unbindReturned(sql, await withdrawalOf(sql, due.id), movement);
    await moveMany(
      sql,
      'commit',
      `select p.line_id as "lineId", $2::text as key, p.amount_fen as amount, 'stock_returned' as reason,
         $3::date as "on", $4::uuid as "actorId", ${DUE_REFS} from payable_due p where p.id = $1`,
      [due.id, movement.key, movement.on, actor.staffId],
    );
    await noteReturns(sql, taken, movement);
  }
  await sql(`update payment_due set status = 'open', paid_on = null where id = $1`, [due.id]);
}

/** By which money of a due went back to its line when goods were the aid, the last time; null where none did. */
async function withdrawalOf(sql: Sql, dueId: string): Promise<string | null> {
  const [withdrawal] = await sql<{ id: string }>(
    `select t.id from payment_delivery e join ledger_transfer t on t.key = 'stock:' || e.id || ':withdraw'
     where e.due_id = $1 order by e.id desc limit 1`,
    [dueId],
  );
  return withdrawal?.id ?? null;
}

/** To the line while its year runs, else to its source. */
async function giveMoneyBack(unit: UnitOfWork, movement: Movement, lineId: string, id: string): Promise<void> {
  const runs = movement.year === Number(today().slice(0, 4));
  await lockLines(unit.sql, [lineId]);
  await recoverFunds(unit.sql, {
    key: `stock:${id}`,
    reason: 'goods_sent_back',
    on: today(),
    actorId: unit.actor.staffId,
    lineId,
    fen: movement.quantity * movement.valueFen,
    to: runs ? 'available' : 'source',
    refs: {},
  });
}
