import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { isUuid } from '../../platform/parse.js';
import { grouped, rows } from '../../platform/read.js';
import { WISH_OF_DONATION } from '../donation/gifts.js';
import { AID_FIELDS } from '../registry/household-access.js';
import { LEFT_OF_LOT } from './lots.js';
import type { GoodsGiven, GoodsOfDonation, StockCount, StockItem, StockMovement } from './stock.types.js';
import { expiresSoonOn } from './stock-tasks.js';

type Row<Type, Resolved extends keyof Type> = Omit<Type, Resolved> & { departmentCode: string };
export type ItemRow = Row<StockItem, 'department' | 'movements' | 'allowedActions'>;
export type MovementRow = Row<StockMovement, 'allowedActions'> & { itemId: string; isReversed: boolean };
export type CountRow = Row<StockCount, 'department' | 'allowedActions'> & { countedById: string };
export type GivenRow = Row<GoodsGiven, 'department'>;

const ITEM_FIELDS = { departmentCode: { sql: 'i.department_code' } };
const COUNT_FIELDS = { departmentCode: { sql: 'c.department_code' } };
/** The most movements of one kind of goods, and counts, that are shown. */
const MOST_MOVEMENTS = 100;
const MOST_COUNTS = 20;

const ITEMS = `select i.id, i.department_code as "departmentCode", i.name, i.unit, i.value_fen as "valueFen",
    i.low_quantity as "lowQuantity", i.version, s.*, s.quantity - s."expiredQuantity" < i.low_quantity as "isLow",
    coalesce(s."nextExpiry" <= $2, false) as "expiresSoon", out.*
  from stock_item i
  cross join lateral (
    select coalesce(sum(lot."left"), 0)::int as quantity,
      coalesce(sum(lot."left") filter (where lot.expires_on < $1), 0)::int as "expiredQuantity",
      coalesce(sum(lot."left") filter (where lot.words is not null), 0)::int as "boundQuantity",
      min(lot.expires_on) filter (where lot."left" > 0) as "nextExpiry",
      coalesce(sum(lot."left" * lot.value_fen), 0)::bigint as "stockFen"
    from (select ${LEFT_OF_LOT} as "left", l.expires_on, l.value_fen, w.words from stock_lot l
      left join donation d on d.id = l.donation_id ${WISH_OF_DONATION} where l.item_id = i.id) lot) s
  cross join lateral (
    select coalesce(-sum(m.quantity * l.value_fen), 0)::bigint as "issuedFen",
      count(distinct m.household_id) filter (where m.kind = 'issued'
        and not exists (select from stock_movement r where r.reverses = m.id))::int as families
    from stock_movement m join stock_lot l on l.id = m.lot_id
    where l.item_id = i.id and m.kind in ('issued', 'returned')) out`;

const GIVEN = `select m.id as "movementId", m.household_id as "householdId", m.delivery_id as "deliveryId",
    a.department_code as "departmentCode", a.name as item, a.unit, -m.quantity as quantity, m.moved_on as "on",
    (-m.quantity * l.value_fen)::bigint as fen, d.id is not null as "isGift",
    case when d.publishes_name then d.donor end as donor,
    exists (select from stock_movement r where r.reverses = m.id) as "isTakenBack"
  from stock_movement m join stock_lot l on l.id = m.lot_id join stock_item a on a.id = l.item_id
  join household h on h.id = m.household_id left join donation d on d.id = l.donation_id
  where m.kind = 'issued'`;

/** Goods that departments keep, as far as the actor may see them. */
export class StockReader {
  /** Who received goods is told to those who keep them. */
  readonly movements = new DataLoader<string, MovementRow[]>(async (itemIds) => {
    const params: unknown[] = [itemIds];
    const receivers = accessSql(this.context.ability, 'read_receivers', 'StockItem', ITEM_FIELDS, params);
    return grouped(
      itemIds,
      await rows<MovementRow>(
        this.pool,
        `select * from (
           select m.id, l.item_id as "itemId", i.department_code as "departmentCode", m.kind, m.quantity, m.moved_on as "on",
             case when b.id is not null then json_build_object('zh', b.label_zh, 'en', b.label_en) end as line,
             d.id as "donationId", d.number as "donationNumber", l.value_fen as "valueFen", l.expires_on as "expiresOn",
             l.document, case when ${receivers} then c.number end as "caseNumber",
             case when ${receivers} then m.signed_by end as "signedBy",
             case when ${receivers} or m.household_id is null then m.note end as note, s.name as "recordedBy",
             exists (select from stock_movement r where r.reverses = m.id) as "isReversed",
             row_number() over (partition by l.item_id order by m.id desc) as place
           from stock_movement m join stock_lot l on l.id = m.lot_id join stock_item i on i.id = l.item_id
           join staff s on s.id = m.recorded_by left join budget_line b on b.id = l.line_id
           left join donation d on d.id = l.donation_id left join case_file c on c.id = m.case_id
           where l.item_id = any($1)) movement
         where place <= ${MOST_MOVEMENTS} order by place`,
        params,
      ),
      ({ itemId }) => itemId,
    );
  });

  /** What a family received, as far as the actor may read the aid of the department that gave it. */
  readonly ofHousehold = new DataLoader<string, (GivenRow & { householdId: string })[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'AidRecord', AID_FIELDS, params);
    return grouped(
      ids,
      await rows<GivenRow & { householdId: string }>(
        this.pool,
        `${GIVEN} and m.household_id = any($1) and ${access} order by m.id desc`,
        params,
      ),
      ({ householdId }) => householdId,
    );
  });

  /** The goods of a delivery that the actor may see. */
  readonly ofDelivery = new DataLoader<string, (GivenRow & { deliveryId: string })[]>(async (ids) =>
    grouped(
      ids,
      await rows<GivenRow & { deliveryId: string }>(this.pool, `${GIVEN} and m.delivery_id = any($1) order by m.id`, [
        ids,
      ]),
      ({ deliveryId }) => deliveryId,
    ),
  );

  /** What became of the goods of a donation that the actor may see. */
  readonly ofDonation = new DataLoader<string, (GoodsOfDonation & { donationId: string })[]>(async (ids) =>
    grouped(
      ids,
      await rows<GoodsOfDonation & { donationId: string }>(
        this.pool,
        `select l.donation_id as "donationId", i.name as item, i.unit,
           sum(m.quantity) filter (where m.kind in ('received', 'cancelled'))::int as received,
           coalesce(-sum(m.quantity) filter (where m.kind in ('issued', 'returned')), 0)::int as issued,
           sum(m.quantity)::int as "left"
         from stock_lot l join stock_item i on i.id = l.item_id join stock_movement m on m.lot_id = l.id
         where l.donation_id = any($1) group by l.donation_id, i.id order by i.name`,
        [ids],
      ),
      ({ donationId }) => donationId,
    ),
  );

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  /** By departments and names. */
  items(): Promise<ItemRow[]> {
    return this.readItems('true', []);
  }

  async item(id: string): Promise<ItemRow | undefined> {
    return isUuid(id) ? (await this.readItems('i.id = $3', [id]))[0] : undefined;
  }

  private readItems(condition: string, values: unknown[]): Promise<ItemRow[]> {
    const params: unknown[] = [today(), expiresSoonOn(this.context.county, today()), ...values];
    const access = accessSql(this.context.ability, 'read', 'StockItem', ITEM_FIELDS, params);
    return rows<ItemRow>(
      this.pool,
      `${ITEMS} where ${condition} and ${access} order by i.department_code, i.name`,
      params,
    );
  }

  /** The newest first. */
  counts(): Promise<CountRow[]> {
    return this.readCounts('true', []);
  }

  async count(id: string): Promise<CountRow | undefined> {
    return isUuid(id) ? (await this.readCounts('c.id = $1', [id]))[0] : undefined;
  }

  private readCounts(condition: string, params: unknown[]): Promise<CountRow[]> {
    const access = accessSql(this.context.ability, 'read', 'StockItem', COUNT_FIELDS, params);
    return rows<CountRow>(
      this.pool,
      `select c.id, c.department_code as "departmentCode", c.counted_on as "countedOn", c.counted_by as "countedById",
         s.name as "countedBy", c.status, d.name as "decidedBy", c.version,
         (select json_agg(json_build_object('item', i.name, 'unit', i.unit, 'book', x.book, 'counted', x.counted,
            'reason', x.reason) order by x.book = x.counted, i.name)
          from stock_count_line x join stock_item i on i.id = x.item_id where x.count_id = c.id) as lines
       from stock_count c join staff s on s.id = c.counted_by left join staff d on d.id = c.decided_by
       where ${condition} and ${access} order by c.id desc limit ${MOST_COUNTS}`,
      params,
    );
  }
}
