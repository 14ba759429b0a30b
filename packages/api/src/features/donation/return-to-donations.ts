import { lineIsOver, moveBudget } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import { splitFen } from '../../platform/split-fen.js';
import { LEFT_OF_DONATION, WISH_OF_DONATION } from './gifts.js';

/** The movement of the ledger by which money of an aid came to its line, or left it again. */
interface Movement {
  key: string;
  lineId: string;
  /** YYYY-MM-DD. */
  on: string;
  actorId: string | null;
}

interface CameBack extends Movement {
  aidRecordId: string;
  fen: number;
  /** What the aid on record is already less by and has not been given back yet, this included, fen. */
  openFen: number;
}

interface Part {
  donationId: string;
  aidRecordId: string;
  number: string;
  isBound: boolean;
  fen: number;
}

/**
 * Gives back to donations what was given of them and came to their line again (fen): in proportion to what the family still
 * had of each and of other money. What is bound by a wish is bound again. A donation whose line is over, or that lies
 * elsewhere by now, gets nothing: its share stays where the ledger put it. The caller has locked the line.
 */
export async function returnToDonations(sql: Sql, { aidRecordId, fen, openFen, ...movement }: CameBack): Promise<void> {
  const uses = await sql<Part & { aidFen: number; isHere: boolean }>(
    `select g.donation_id as "donationId", g.aid_record_id as "aidRecordId", d.number, g.fen,
       w.words is not null as "isBound", aid_fen_on(a, 'infinity') as "aidFen",
       d.line_id = l.id and l.year = extract(year from g.used_on) and not ${lineIsOver('$3::date')} as "isHere"
     from donation_given g join donation d on d.id = g.donation_id join aid_record a on a.id = g.aid_record_id
     join budget_line l on l.id = $2 ${WISH_OF_DONATION}
     where g.aid_record_id = $1 and g.fen > 0 order by d.received_on, d.id`,
    [aidRecordId, movement.lineId, movement.on],
  );
  const [first] = uses;
  if (!first) return;
  const ofDonations = uses.reduce((sum, use) => sum + use.fen, 0);
  const ofOthers = Math.max(0, first.aidFen + openFen - ofDonations);
  const shares = splitFen(fen, [...uses.map((use) => use.fen), ofOthers]);
  const parts = uses.flatMap((use, place) => {
    const share = shares[place] as number;
    return use.isHere && share > 0 ? [{ ...use, fen: share }] : [];
  });
  await bind(sql, parts, movement, 'freeze');
  await noteReturns(sql, parts, movement);
}

/**
 * Lets go of what a movement that was none had brought to donations, as far as they still hold it, so that the line can give
 * it away again by `movement`. What it answers goes to `noteReturns` after that. The caller has locked the line.
 */
export async function unbindReturned(sql: Sql, wrongTransferId: string | null, movement: Movement): Promise<Part[]> {
  const held = await sql<Part>(
    `select r.donation_id as "donationId", r.aid_record_id as "aidRecordId", d.number, w.words is not null as "isBound",
       least(r.amount_fen, ${LEFT_OF_DONATION}) as fen
     from donation_return r join donation d on d.id = r.donation_id ${WISH_OF_DONATION}
     where r.transfer_id = $1 and d.line_id = $2 order by d.id`,
    [wrongTransferId, movement.lineId],
  );
  const parts = held.filter(({ fen }) => fen > 0);
  await bind(sql, parts, movement, 'unfreeze');
  return parts.map((part) => ({ ...part, fen: -part.fen }));
}

/** Puts on record what came back to donations by a movement; less than nothing for what was none. */
export async function noteReturns(
  sql: Sql,
  parts: readonly Part[],
  { key, on }: Pick<Movement, 'key' | 'on'>,
): Promise<void> {
  if (parts.length === 0) return;
  await sql(
    `insert into donation_return (donation_id, aid_record_id, transfer_id, amount_fen, returned_on)
     select p."donationId", p."aidRecordId", (select id from ledger_transfer where key = $2), p.fen, $3
     from jsonb_to_recordset($1::jsonb) as p ("donationId" uuid, "aidRecordId" uuid, fen bigint) order by 1`,
    [JSON.stringify(parts), key, on],
  );
}

async function bind(sql: Sql, parts: readonly Part[], movement: Movement, move: 'freeze' | 'unfreeze'): Promise<void> {
  for (const { donationId, number, fen } of parts.filter(({ isBound }) => isBound))
    await moveBudget(sql, {
      key: `donation:${donationId}:${movement.key}`,
      lineId: movement.lineId,
      move,
      fen,
      reason: `${move === 'freeze' ? 'bound' : 'unbound'}: ${number}`,
      on: movement.on,
      actorId: movement.actorId,
    });
}
