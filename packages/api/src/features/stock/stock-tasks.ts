import { dueOn } from '../../platform/calendar.js';
import type { County } from '../../platform/county.js';
import { deadlineOf } from '../../platform/deadlines.js';
import type { Sql } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { LEFT_OF_LOT } from './lots.js';

/** The last day (YYYY-MM-DD) of goods whose keeper is asked on a day to hand them out before they expire. */
export function expiresSoonOn(county: Pick<County, 'pack'>, day: string): string {
  return dueOn(day, deadlineOf(county, 'DL_STOCK_EXPIRES'));
}

/**
 * Every night: one task for each kind of goods that is low, open until there is enough again; one for each lot that expires
 * soon. `day`: YYYY-MM-DD.
 */
export async function tellKeepers(sql: Sql, county: Pick<County, 'pack'>, day: string): Promise<void> {
  const items = await sql<{
    id: string;
    name: string;
    unit: string;
    departmentCode: string;
    held: number;
    isLow: boolean;
  }>(
    `select *, held < "lowQuantity" as "isLow" from (
       select i.id, i.name, i.unit, i.department_code as "departmentCode", i.low_quantity as "lowQuantity",
         coalesce((select sum(${LEFT_OF_LOT}) from stock_lot l where l.item_id = i.id
           and (l.expires_on is null or l.expires_on >= $1)), 0)::int as held
       from stock_item i) item order by id`,
    [day],
  );
  await sql(
    `update task set status = 'done', note = '库存已够', done_at = now(), version = version + 1
     where kind = 'stock_low' and status = 'open' and split_part(origin, ':', 2) = any($1::text[])`,
    [items.filter(({ isLow }) => !isLow).map(({ id }) => id)],
  );
  const told = await sql<{ id: string }>(
    `select split_part(origin, ':', 2) as id from task where kind = 'stock_low' and status = 'open'`,
  );
  const fresh = items.filter((item) => item.isLow && !told.some(({ id }) => id === item.id));
  const due = dueOn(day, deadlineOf(county, 'DL_STOCK_ACT'));
  await addTasks(
    sql,
    fresh.map(({ id, name, unit, departmentCode, held }) => ({
      kind: 'stock_low',
      zh: `${name}只剩 ${held} ${unit}，请补充`,
      en: `Only ${held} left of ${name}; take in more`,
      departmentCode,
      dueOn: due,
      origin: `stock_low:${id}:${day}`,
    })),
  );
  await tellExpiring(sql, day, { soon: expiresSoonOn(county, day), due });
}

async function tellExpiring(sql: Sql, day: string, { soon, due }: { soon: string; due: string }): Promise<void> {
  const lots = await sql<{ id: string; name: string; unit: string; departmentCode: string; left: number; on: string }>(
    `select * from (
       select l.id, i.name, i.unit, i.department_code as "departmentCode", l.expires_on as "on", ${LEFT_OF_LOT} as "left"
       from stock_lot l join stock_item i on i.id = l.item_id where l.expires_on <= $1) lot
     where "left" > 0 order by "on", id`,
    [soon],
  );
  await addTasks(
    sql,
    lots.map(({ id, name, unit, departmentCode, left, on }) => ({
      kind: 'stock_expiring',
      zh: `${left} ${unit}${name}${on < day ? `已于 ${on} 过期，请盘点核销` : `将于 ${on} 到期，请尽快发放`}`,
      en: `${left} of ${name} ${on < day ? `expired on ${on}; write them off by a count` : `expire on ${on}; hand them out soon`}`,
      departmentCode,
      dueOn: due,
      origin: `stock_expiring:${id}`,
    })),
  );
  await sql(
    `update task set status = 'done', note = '已无库存', done_at = now(), version = version + 1
     where kind = 'stock_expiring' and status = 'open' and split_part(origin, ':', 2) in (
       select l.id::text from stock_lot l where ${LEFT_OF_LOT} = 0)`,
  );
}
