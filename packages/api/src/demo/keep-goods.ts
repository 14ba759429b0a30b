import { countStock, decideStockCount } from '../features/stock/count-stock.js';
import { issueGoods } from '../features/stock/issue-goods.js';
import { receiveGoods } from '../features/stock/receive-goods.js';
import { saveStockItem } from '../features/stock/save-item.js';
import { tellKeepers } from '../features/stock/stock-tasks.js';
import { balances, findLine } from '../ledger/ledger.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';

interface Goods {
  name: string;
  unit: string;
  value: string;
  low: number;
  given?: number;
  bought?: number;
  /** Days from the day of the load. */
  keeps?: number;
}

/** What lies on the shelves of the charity supermarket. */
const SHELVES: Goods[] = [
  { name: '大米 10kg', unit: '袋', value: '58', low: 20, given: 120, keeps: 240 },
  { name: '面粉 10kg', unit: '袋', value: '45', low: 20, given: 80, keeps: 200 },
  { name: '菜籽油 5L', unit: '桶', value: '68', low: 15, given: 60, keeps: 300 },
  { name: '挂面 1kg', unit: '把', value: '7.50', low: 30, given: 40, keeps: 18 },
  { name: '牛奶 250ml×12', unit: '箱', value: '46', low: 10, given: 24, keeps: 25 },
  { name: '婴儿奶粉 900g', unit: '罐', value: '168', low: 6, given: 5, keeps: 400 },
  { name: '棉被 2m', unit: '床', value: '135', low: 10, bought: 12 },
  { name: '棉衣', unit: '件', value: '120', low: 10, given: 30 },
  { name: '书包文具套装', unit: '套', value: '88', low: 10, given: 50 },
  { name: '洗衣液 2kg', unit: '瓶', value: '26', low: 10, given: 36, keeps: 700 },
  { name: '成人纸尿裤', unit: '包', value: '42', low: 12, given: 20 },
  { name: '轮椅', unit: '辆', value: '480', low: 2, bought: 3 },
];

/** How many cases receive a parcel. */
const PARCELS = 8;

/** The charity's supermarket: what it was given and bought, handed out and counted. `day` is YYYY-MM-DD. */
export async function keepGoods(work: Casework, day: string): Promise<void> {
  const ids = new Map<string, string>();
  for (const { name, unit, value, low } of SHELVES) {
    const item = { name, unit, value, lowQuantity: low, expectedVersion: 0 };
    ids.set(name, await work.act('manager-cha', `goods:${name}`, item, saveStockItem));
  }
  const linesOf = (of: 'given' | 'bought') =>
    SHELVES.flatMap(({ name, keeps, [of]: quantity }) =>
      quantity ? [{ itemId: ids.get(name) as string, quantity, expiresOn: keeps ? addDays(day, keeps) : null }] : [],
    );
  const gift = { source: 'enterprise', donor: '宜川某商贸公司', publishesName: true };
  const came = { receivedOn: day, lines: linesOf('given'), gift, document: '捐赠交接单第5号' };
  await work.act('manager-cha', 'goods:given', came, receiveGoods);
  const line = await findLine(work.sql, 'CHA-02', Number(day.slice(0, 4)));
  const left = line && (await balances(work.sql, [line.id])).get(line.id)?.leftFen;
  if (line && left && left > 10_000_00) {
    const bought = { receivedOn: day, lines: linesOf('bought'), lineId: line.id, document: '发票 04417' };
    await work.act('manager-cha', 'goods:bought', bought, receiveGoods);
  }
  await handOut(work, ids, day);
  const counted = { lines: [{ itemId: ids.get('洗衣液 2kg') as string, counted: 34, reason: '运输破损两瓶' }] };
  const countId = await work.act('manager-cha', 'goods:count', counted, countStock);
  const decision = { countId, expectedVersion: 1, outcome: 'approve' };
  await work.act('member-cha', 'goods:count:decided', decision, decideStockCount);
  await tellKeepers(work.sql, work.county, day);
}

async function handOut(work: Casework, ids: ReadonlyMap<string, string>, day: string): Promise<void> {
  const cases = await work.sql<{ number: string; name: string }>(
    `select c.number, p.name from case_file c join person p on p.id = c.beneficiary_id
     where 'CHA' = any(c.department_codes) order by c.id limit $1`,
    [PARCELS],
  );
  for (const { number: caseNumber, name: signedBy } of cases) {
    const parcel = ['大米 10kg', '菜籽油 5L', '棉衣'].map((goods) => ({
      itemId: ids.get(goods) as string,
      quantity: 2,
    }));
    const handing = { caseNumber, signedBy, on: day, lines: parcel };
    await work.act('manager-cha', `goods:parcel:${caseNumber}`, handing, issueGoods);
  }
}
