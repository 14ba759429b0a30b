import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import type { FactBag } from '../../policy/types.js';
import type { FittingGift } from './draw.js';

/** A donation of money on a line that is not used up. */
export interface Gift {
  id: string;
  number: string;
  leftFen: number;
  /** The giver's wish; null leaves it free. */
  words: string | null;
  rule: string | null;
  townshipCode: string | null;
  personId: string | null;
}

/** SQL of what is left of donation `d`, fen: of money, or what of the goods lies in the stock still. */
export const LEFT_OF_DONATION = `(case d.kind when 'goods' then coalesce((select sum(m.quantity * l.value_fen)
    from stock_lot l join stock_movement m on m.lot_id = l.id where l.donation_id = d.id), 0)
  else d.amount_fen - coalesce((select sum(g.fen) from donation_given g where g.donation_id = d.id), 0) end)::bigint`;

/** SQL of what of donation `d` was given and did not come back, fen. */
export const USED_OF_DONATION = `(case d.kind when 'goods' then coalesce((select -sum(m.quantity * l.value_fen)
    from stock_lot l join stock_movement m on m.lot_id = l.id
    where l.donation_id = d.id and m.kind in ('issued', 'returned')), 0)
  else coalesce((select sum(g.fen) from donation_given g where g.donation_id = d.id), 0) end)::bigint`;

/** SQL of who was given donation `d`, as `who`, of which `fen`, on which day. Goods count for families. */
export const GIVEN_OF_DONATION = `(
  select u.donation_id, coalesce(a.person_id, a.household_id) as who, u.fen, u.used_on as "on"
  from donation_given u join aid_record a on a.id = u.aid_record_id where u.fen > 0
  union all
  select l.donation_id, m.household_id, -m.quantity * l.value_fen, m.moved_on from stock_lot l
  join stock_movement m on m.lot_id = l.id
  where m.kind = 'issued' and not exists (select from stock_movement r where r.reverses = m.id))`;

/** SQL that joins the wish that counts of donation `d` as `w`. */
export const WISH_OF_DONATION = `left join lateral (select * from donation_wish x where x.donation_id = d.id
  order by x.position desc limit 1) w on true`;

/** The donations on some lines that still hold something, the oldest first. */
export async function giftsOn(sql: Sql, lineIds: readonly string[]): Promise<(Gift & { lineId: string })[]> {
  return sql(
    `select * from (
       select d.id, d.number, d.line_id as "lineId", d.received_on, ${LEFT_OF_DONATION} as "leftFen", w.words, w.rule,
         w.township_code as "townshipCode", w.person_id as "personId"
       from donation d ${WISH_OF_DONATION} where d.line_id = any($1)) gift
     where "leftFen" > 0 order by received_on, id`,
    [lineIds],
  );
}

/** What of a line's frozen money is bound to wishes and not used, fen. */
export async function boundFenOf(sql: Sql, lineId: string): Promise<number> {
  const gifts = await giftsOn(sql, [lineId]);
  return gifts.filter(({ words }) => words !== null).reduce((sum, { leftFen }) => sum + leftFen, 0);
}

export interface Receiver {
  personId: string | null;
  townshipCode: string;
  facts: FactBag | undefined;
}

/**
 * How a donation stands to somebody on a day; undefined where its wish does not fit. What is not known of him does not fit:
 * the giver's word is kept only where it is certain.
 */
export function boundTo(
  gift: Pick<Gift, 'words' | 'rule' | 'townshipCode' | 'personId'>,
  to: Receiver,
  county: County,
  on: string,
): FittingGift['bound'] | undefined {
  if (gift.words === null) return 'free';
  if (gift.personId && gift.personId !== to.personId) return undefined;
  if (gift.townshipCode && gift.townshipCode !== to.townshipCode) return undefined;
  if (gift.rule && !(to.facts && county.judge.holds(gift.rule, to.facts, on))) return undefined;
  return gift.personId ? 'pair' : 'wish';
}
