import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import { boundTo, type Receiver, WISH_OF_DONATION } from '../donation/gifts.js';
import type { Lot } from './pick-lots.js';

export interface LotRow extends Omit<Lot, 'bound'> {
  itemId: string;
  donationId: string | null;
  words: string | null;
  rule: string | null;
  townshipCode: string | null;
  personId: string | null;
}

/** SQL of how many lot `l` holds. */
export const LEFT_OF_LOT = `(select coalesce(sum(m.quantity), 0) from stock_movement m where m.lot_id = l.id)::int`;

/** The lots of some goods that hold something, the oldest first, with the wish of whoever gave them. */
export function lotsOf(sql: Sql, itemIds: readonly string[]): Promise<LotRow[]> {
  return sql<LotRow>(
    `select * from (
       select l.id, l.item_id as "itemId", ${LEFT_OF_LOT} as "left", l.expires_on as "expiresOn",
         l.donation_id as "donationId", w.words, w.rule, w.township_code as "townshipCode", w.person_id as "personId"
       from stock_lot l left join donation d on d.id = l.donation_id ${WISH_OF_DONATION}
       where l.item_id = any($1)) lot
     where "left" > 0 order by id`,
    [itemIds],
  );
}

/** How a lot stands to somebody on a day. */
export function standing(lot: LotRow, to: Receiver, county: County, on: string): Lot {
  return { ...lot, bound: boundTo(lot, to, county, on) };
}
