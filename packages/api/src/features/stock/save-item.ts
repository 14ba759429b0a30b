import { assertCan, assertVersion } from '../../platform/authorize.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { lockItems } from './lock-items.js';
import type { SaveStockItemInput } from './stock.inputs.js';

const MOST = 100_000;

/**
 * Adds a kind of goods to the stock of the actor's department, or changes its name, unit, usual value and lowest quantity;
 * what lots are worth stays. Throws NotFound, NotAllowed, InvalidInput, StaleVersion.
 */
export async function saveStockItem(unit: UnitOfWork, input: SaveStockItemInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const [item] = input.itemId ? await lockItems(unit, [input.itemId]) : [];
  const departmentCode = item?.departmentCode ?? actor.departmentCode;
  assertCan(unit, 'keep', 'StockItem', { departmentCode });
  const check = new InputCheck();
  const name = check.text('name', input.name, { zh: '物资名称和规格', en: 'name and size' }, 60);
  const measure = check.text('unit', input.unit, { zh: '单位', en: 'unit' }, 10);
  const fen = check.yuan('value', input.value);
  if (fen === 0) check.add('value', { zh: '单价应大于零。', en: 'One is worth more than nothing.' });
  const { lowQuantity } = input;
  if (!Number.isInteger(lowQuantity) || lowQuantity < 0 || lowQuantity > MOST)
    check.add('lowQuantity', {
      zh: `最低库存应为 0 至 ${MOST} 的整数。`,
      en: `The lowest quantity is a whole number up to ${MOST}.`,
    });
  const twin = name
    ? await sql('select from stock_item where department_code = $1 and name = $2 and id is distinct from $3', [
        departmentCode,
        name,
        item?.id ?? null,
      ])
    : [];
  if (twin.length > 0)
    check.add('name', {
      zh: '已有同名物资，请在原物资上登记入库。',
      en: 'There are such goods already; take in more of them.',
    });
  check.done();
  if (item) {
    assertVersion(item, input.expectedVersion);
    await sql(
      `update stock_item set name = $2, unit = $3, value_fen = $4, low_quantity = $5, version = version + 1 where id = $1`,
      [item.id, name, measure, fen, lowQuantity],
    );
    return { type: 'StockItem', id: item.id };
  }
  const id = uuidv7();
  await sql(
    `insert into stock_item (id, department_code, name, unit, value_fen, low_quantity) values ($1, $2, $3, $4, $5, $6)`,
    [id, departmentCode, name, measure, fen, lowQuantity],
  );
  return { type: 'StockItem', id };
}
