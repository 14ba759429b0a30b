import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Context } from '../../context.js';
import { byKey, rows } from '../../platform/read.js';
import type { Reservation } from './reservation.types.js';
import { OPEN_RESERVATION } from './reservation-rows.js';

export type ItemReservationRow = Reservation & { itemId: string };

/** What items keep from other meetings, fen and places; reached from items that the reader may see. */
export async function readReservations(pool: pg.Pool, itemIds: readonly string[]): Promise<ItemReservationRow[]> {
  return rows<ItemReservationRow>(
    pool,
    `select r.agenda_item_id as "itemId", r.since, r.until,
       coalesce(sum(t.amount) filter (where a.unit = 'fen'), 0)::bigint as fen,
       coalesce(sum(t.amount) filter (where a.unit = 'place'), 0)::int as places
     from item_reservation r join ledger_transfer t on t.case_id = r.case_id
     join ledger_account a on a.id = t.credit_account_id
     where r.agenda_item_id = any($1) and ${OPEN_RESERVATION} group by r.agenda_item_id`,
    [itemIds],
  );
}

export class ReservationReader {
  /** By agenda item. */
  readonly ofItem: DataLoader<string, ItemReservationRow | undefined>;

  constructor({ database }: Context) {
    this.ofItem = new DataLoader(async (ids) =>
      byKey(ids, await readReservations(database.pool, ids), ({ itemId }) => itemId),
    );
  }
}
