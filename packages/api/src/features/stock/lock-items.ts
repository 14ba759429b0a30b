import { subject } from '@casl/ability';
import { notFound } from '../../platform/errors.js';
import { type InputCheck, isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface StockItemRow {
  id: string;
  departmentCode: string;
  name: string;
  unit: string;
  valueFen: number;
  version: number;
}

const MOST_LINES = 50;
const MOST_PIECES = 10_000;

/** Goods that the actor may see, locked in the order of their ids, so that two who want the same queue. Throws NotFound. */
export async function lockItems(unit: UnitOfWork, ids: readonly string[]): Promise<StockItemRow[]> {
  const wanted = [...new Set(ids)];
  const items = wanted.every(isUuid)
    ? await unit.sql<StockItemRow>(
        `select id, department_code as "departmentCode", name, unit, value_fen as "valueFen", version from stock_item
         where id = any($1) order by id for update`,
        [wanted],
      )
    : [];
  const mayRead = (item: StockItemRow) => unit.ability.can('read', subject('StockItem', { ...item }) as never);
  if (items.length < wanted.length || !items.every(mayRead)) throw notFound({ zh: '物资', en: 'goods' });
  return items;
}

/** Notes what is wrong with the goods and quantities of a list. */
export function checkLines(check: InputCheck, lines: readonly { itemId: string; quantity: number }[]): void {
  if (lines.length === 0 || lines.length > MOST_LINES)
    check.add('lines', { zh: `请填写 1 至 ${MOST_LINES} 种物资。`, en: `Name 1 to ${MOST_LINES} kinds of goods.` });
  for (const [place, { itemId, quantity }] of lines.entries()) {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_PIECES)
      check.add(`lines.${place}.quantity`, {
        zh: `数量应为 1 至 ${MOST_PIECES} 的整数。`,
        en: `The quantity is a whole number from 1 to ${MOST_PIECES}.`,
      });
    if (lines.findIndex((line) => line.itemId === itemId) < place)
      check.add(`lines.${place}.itemId`, { zh: '同一物资请合并为一行。', en: 'Put the same goods into one line.' });
  }
}
