import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { invalidInput, notAllowed, notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { addTasks } from '../task/add-task.js';
import { lockItems } from './lock-items.js';
import { LEFT_OF_LOT } from './lots.js';
import { spread } from './pick-lots.js';
import type { CountStockInput, DecideStockCountInput } from './stock.inputs.js';

const MOST_LINES = 500;
const MOST_PIECES = 1_000_000;

const LOTS = `select l.id, l.item_id as "itemId", ${LEFT_OF_LOT} as "left" from stock_lot l
  where l.item_id = any($1) order by l.expires_on nulls last, l.id`;

interface LotLeft {
  id: string;
  itemId: string;
  left: number;
}

/**
 * Keeps what the keeper counted (盘点) beside what the books say on the moment; each difference with its reason. Nothing
 * changes until a second person agrees. Throws NotFound, NotAllowed, InvalidInput, WrongState while a count is open.
 */
export async function countStock(unit: UnitOfWork, { lines }: CountStockInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const departmentCode = actor.departmentCode ?? '';
  assertCan(unit, 'keep', 'StockItem', { departmentCode });
  const ids = lines.map(({ itemId }) => itemId);
  const items = await lockItems(unit, ids);
  for (const item of items) assertCan(unit, 'keep', 'StockItem', item);
  const lots = await sql<LotLeft>(LOTS, [ids]);
  const check = new InputCheck();
  if (lines.length === 0 || lines.length > MOST_LINES || new Set(ids).size < ids.length)
    check.add('lines', { zh: '每种物资请盘点一次。', en: 'Each kind of goods is counted once.' });
  const rows = lines.map(({ itemId, counted, reason }, place) => {
    const held = lots.filter((lot) => lot.itemId === itemId);
    const book = held.reduce((sum, { left }) => sum + left, 0);
    if (!Number.isInteger(counted) || counted < 0 || counted > MOST_PIECES)
      check.add(`lines.${place}.counted`, { zh: '实盘数应为整数。', en: 'The count is a whole number.' });
    else if (counted !== book && !reason?.trim())
      check.add(`lines.${place}.reason`, { zh: '账实不符，请说明原因。', en: 'It differs from the books; say why.' });
    else if (counted > book && held.length === 0)
      check.add(`lines.${place}.counted`, {
        zh: '该物资从未入库，请先登记入库。',
        en: 'None of it ever came in; take it in first.',
      });
    return { itemId, counted, book, reason: counted === book ? null : reason?.trim().slice(0, 200) };
  });
  check.done();
  const [open] = await sql(`select from stock_count where department_code = $1 and status = 'counted'`, [
    departmentCode,
  ]);
  if (open)
    throw wrongState('counted', {
      zh: '上一次盘点还没有复核，请先复核。',
      en: 'The last count waits to be checked; check it first.',
    });
  const id = uuidv7();
  await sql('insert into stock_count (id, department_code, counted_on, counted_by) values ($1, $2, $3, $4)', [
    id,
    departmentCode,
    today(),
    actor.staffId,
  ]);
  await sql(
    `insert into stock_count_line (count_id, item_id, book, counted, reason)
     select $1, "itemId", book, counted, reason
     from jsonb_to_recordset($2::jsonb) as r ("itemId" uuid, book int, counted int, reason text)`,
    [id, JSON.stringify(rows)],
  );
  await addTasks(sql, [
    {
      kind: 'stock_count',
      zh: `复核 ${actor.name} ${today()} 的盘点`,
      en: `Check the count of ${today()} by ${actor.name}`,
      departmentCode,
      dueOn: dueDay(unit.county, 'DL_STOCK_COUNT'),
      origin: `stock_count:${id}`,
    },
  ]);
  return { type: 'StockCount', id };
}

interface Count {
  id: string;
  departmentCode: string;
  countedBy: string;
  status: string;
  version: number;
}

/**
 * A second person agrees with a count, and what differs is put right in the books, or sends it back.
 * Throws NotFound, NotAllowed for the one who counted, InvalidInput, StaleVersion, WrongState where more went out since.
 */
export async function decideStockCount(unit: UnitOfWork, input: DecideStockCountInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const count = await lockCount(unit, input.countId);
  if (count.countedBy === actor.staffId)
    throw notAllowed({ zh: '盘点由另一人复核。', en: 'Another person checks a count than who made it.' });
  assertVersion(count, input.expectedVersion);
  const outcome = ['approve', 'reject'].find((one) => one === input.outcome);
  if (!outcome)
    throw invalidInput([{ path: 'outcome', message: { zh: '请选择同意或退回。', en: 'Agree or send back.' } }]);
  const status = assertTransition('StockCount', count.status, outcome, {
    zh: '该盘点已复核。',
    en: 'This count was decided already.',
  });
  if (outcome === 'approve') await putRight(unit, count.id);
  await sql(
    `update stock_count set status = $2, decided_by = $3, decided_at = now(), version = version + 1 where id = $1`,
    [count.id, status, actor.staffId],
  );
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where origin = 'stock_count:' || $1 and status = 'open'`,
    [count.id, actor.staffId],
  );
  return { type: 'StockCount', id: count.id };
}

async function lockCount(unit: UnitOfWork, id: string): Promise<Count> {
  const [count] = isUuid(id)
    ? await unit.sql<Count>(
        `select id, department_code as "departmentCode", counted_by as "countedBy", status, version from stock_count
         where id = $1 for update`,
        [id],
      )
    : [];
  if (!count || !unit.ability.can('read', subject('StockItem', { ...count }) as never))
    throw notFound({ zh: '盘点', en: 'count' });
  assertCan(unit, 'keep', 'StockItem', count);
  return count;
}

/** What is missing goes out of what expires first; what is more comes into the last lot. */
async function putRight(unit: UnitOfWork, countId: string): Promise<void> {
  const { sql, actor } = unit;
  const lines = await sql<{ itemId: string; difference: number; reason: string }>(
    `select item_id as "itemId", counted - book as difference, reason from stock_count_line
     where count_id = $1 and counted <> book`,
    [countId],
  );
  if (lines.length === 0) return;
  const ids = lines.map(({ itemId }) => itemId);
  await lockItems(unit, ids);
  const lots = await sql<LotLeft>(LOTS, [ids]);
  const parts = lines.flatMap(({ itemId, difference, reason }) => {
    const held = lots.filter((lot) => lot.itemId === itemId);
    if (difference > 0) return [{ lotId: held.at(-1)?.id, quantity: difference, reason }];
    if (held.reduce((sum, { left }) => sum + left, 0) < -difference)
      throw wrongState('counted', {
        zh: '盘点后又有物资发出，差额已大于库存；请退回重新盘点。',
        en: 'More went out since the count than the difference leaves; send it back and count again.',
      });
    return spread(held, -difference).map(({ lotId, quantity }) => ({ lotId, quantity: -quantity, reason }));
  });
  await sql(
    `insert into stock_movement (lot_id, kind, quantity, moved_on, note, count_id, recorded_by)
     select p."lotId", 'counted', p.quantity, $2, p.reason, $3, $4
     from jsonb_to_recordset($1::jsonb) as p ("lotId" uuid, quantity int, reason text)`,
    [JSON.stringify(parts), today(), countId, actor.staffId],
  );
}
