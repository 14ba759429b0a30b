import { RESERVED } from '../../ledger/short-lines.js';
import type { Sql } from '../../platform/run-command.js';

/** What an item under discussion has set aside on a line: by meeting and place on its agenda, nobody's name. */
export interface ReservationRow {
  lineId: string;
  caseId: string;
  meetingNumber: string;
  position: number;
  /** Fen. */
  fen: number;
  places: number;
  since: Date;
  until: Date;
}

/** Which of `ledger_transfer t` set something aside that nobody has given back, as SQL. */
export const OPEN_RESERVATION = /* sql */ `t.phase = 'pending'
  and t.credit_account_id in (select id from ledger_account where kind in ('${RESERVED.fen}', '${RESERVED.place}'))
  and not exists (select from ledger_transfer later where later.pending_id = t.id)`;

/** What is set aside on lines now, the oldest first. */
export async function reservationsOn(sql: Sql, lineIds: readonly string[]): Promise<ReservationRow[]> {
  const found = await sql<Omit<ReservationRow, 'since' | 'until'> & { sinceMs: number; untilMs: number }>(
    `select a.line_id as "lineId", r.case_id as "caseId", m.number as "meetingNumber", i.position,
       (extract(epoch from r.since) * 1000)::bigint as "sinceMs", (extract(epoch from r.until) * 1000)::bigint as "untilMs",
       coalesce(sum(t.amount) filter (where a.unit = 'fen'), 0)::bigint as fen,
       coalesce(sum(t.amount) filter (where a.unit = 'place'), 0)::int as places
     from item_reservation r join agenda_item i on i.id = r.agenda_item_id join review_meeting m on m.id = r.meeting_id
     join ledger_transfer t on t.case_id = r.case_id join ledger_account a on a.id = t.credit_account_id
     where a.line_id = any($1) and ${OPEN_RESERVATION}
     group by a.line_id, r.agenda_item_id, m.number, i.position order by r.since`,
    [lineIds],
  );
  return found.map(({ sinceMs, untilMs, ...row }) => ({ ...row, since: new Date(sinceMs), until: new Date(untilMs) }));
}
