import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { checkLines, lockItems, type StockItemRow } from './lock-items.js';
import { type LotRow, lotsOf, standing } from './lots.js';
import { pickLots } from './pick-lots.js';
import type { GoodsLineInput } from './stock.inputs.js';

/** Who receives goods, and by which act. */
export interface Handing {
  departmentCode: string;
  householdId: string;
  personId: string | null;
  townshipCode: string;
  caseId: string | null;
  deliveryId: string | null;
  /** YYYY-MM-DD. */
  on: string;
  signedBy: string;
  note: string | null;
}

/**
 * Takes goods out of the stock of a department for a family: what a giver meant for it first, then what expires first;
 * nothing expired, nothing that was meant for others. Goods of one kind are taken by one at a time.
 * Throws NotFound, InvalidInput with how many there are where they are too few.
 */
export async function takeFromStock(
  unit: UnitOfWork,
  lines: readonly GoodsLineInput[],
  to: Handing,
  path = 'lines',
): Promise<void> {
  const check = new InputCheck();
  checkLines(check, lines);
  const items = await lockItems(
    unit,
    lines.map(({ itemId }) => itemId),
  );
  for (const [place, { itemId }] of lines.entries()) {
    if (items.find(({ id }) => id === itemId)?.departmentCode !== to.departmentCode)
      check.add(`lines.${place}.itemId`, { zh: '该物资由其他部门保管。', en: 'Another department keeps these goods.' });
  }
  under(path, check).done();
  const lots = await lotsOf(
    unit.sql,
    items.map(({ id }) => id),
  );
  const receiver = { ...to, facts: await factsFor(unit, lots, to) };
  const county = unit.county.on(to.on);
  const parts = lines.flatMap(({ itemId, quantity }, place) => {
    const stands = lots.filter((lot) => lot.itemId === itemId).map((lot) => standing(lot, receiver, county, to.on));
    const picked = pickLots(stands, quantity, to.on);
    if ('parts' in picked) return picked.parts;
    const item = items.find(({ id }) => id === itemId) as StockItemRow;
    const all = stands.reduce((sum, { left }) => sum + left, 0);
    check.add(`lines.${place}.quantity`, tooFew(item, picked.available, all - picked.available));
    return [];
  });
  under(path, check).done();
  await unit.sql(
    `insert into stock_movement (lot_id, kind, quantity, moved_on, household_id, case_id, delivery_id, signed_by, note, recorded_by)
     select p."lotId", 'issued', -p.quantity, $2, $3, $4, $5, $6, $7, $8
     from jsonb_to_recordset($1::jsonb) as p ("lotId" uuid, quantity int)`,
    [JSON.stringify(parts), to.on, to.householdId, to.caseId, to.deliveryId, to.signedBy, to.note, unit.actor.staffId],
  );
}

/** The problems of lines that stand elsewhere in the input. */
function under(path: string, check: InputCheck): InputCheck {
  if (path === 'lines') return check;
  const moved = new InputCheck();
  for (const problem of check.problems) moved.add(problem.path.replace(/^lines/, path), problem.message);
  return moved;
}

function tooFew({ name, unit }: StockItemRow, available: number, others: number) {
  return {
    zh: `${name}可发给该户的只有 ${available} ${unit}${others > 0 ? `（另有 ${others} ${unit}已过期或按捐赠意愿留给他人）` : ''}。`,
    en: `Of ${name} ${available} can be given to this family${others > 0 ? `; another ${others} are expired or meant for others by their giver` : ''}.`,
  };
}

/** What is known of who receives the goods, where a giver's wish is a rule. */
async function factsFor({ sql }: UnitOfWork, lots: readonly LotRow[], { personId, ...to }: Handing) {
  if (!personId || !lots.some(({ rule }) => rule !== null)) return undefined;
  return (await loadFactBags(sql, [{ ...to, personId }], to.on))[0];
}
