import type { LedgerReason } from '@yimen/schema';
import { lineIsOver, lockLines, type RecoveredTo, recoverFunds, undoRecovery } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import { allocate } from '../../policy/recovery.js';
import { noteReturns, returnToDonations, unbindReturned } from '../donation/return-to-donations.js';

/** An entry of a claim, as the ledger is to know it. */
interface Booked {
  entryId: string;
  claimId: string;
  fen: number;
  /** YYYY-MM-DD. */
  on: string;
  reason: LedgerReason;
  actorId: string | null;
}

const REFS = `json_build_object('caseId', c.case_id, 'householdId', c.household_id, 'personId', c.person_id,
  'townshipCode', c.township_code) as refs`;

interface Source {
  lineId: string;
  openFen: number;
  to: RecoveredTo;
  refs: Record<string, string | null>;
}

/** Locks the lines that claims recover to, before anything moves. */
export async function lockSources(sql: Sql, claimIds: readonly string[]): Promise<void> {
  const lines = await sql<{ id: string }>(
    'select distinct line_id as id from recovery_source where claim_id = any($1)',
    [claimIds],
  );
  await lockLines(
    sql,
    lines.map(({ id }) => id),
  );
}

/**
 * Gives what came in (fen) back to the lines that paid it: free again, or handed up where the line is closed or its year
 * over; what donors gave of it is left of their donations again. The caller has locked the claim and its lines. Throws
 * BudgetExceeded.
 */
export async function bookRecovery(sql: Sql, { entryId, claimId, fen, on, reason, actorId }: Booked): Promise<void> {
  const sources = await sql<Source & { aidRecordId: string }>(
    `select s.line_id as "lineId", s.amount_fen - coalesce((select sum(b.fen) from recovery_booking b
         join recovery_entry e on e.id = b.entry_id where e.claim_id = s.claim_id and b.line_id = s.line_id), 0)::bigint
         as "openFen", ${REFS},
       case when ${lineIsOver('$2::date')} then 'source' else 'available' end as "to", c.aid_record_id as "aidRecordId"
     from recovery_source s join recovery_claim c on c.id = s.claim_id join budget_line l on l.id = s.line_id
     where s.claim_id = $1 order by s.position`,
    [claimId, on],
  );
  let openFen = fen;
  for (const part of allocate(fen, sources)) {
    const { lineId, to, refs, aidRecordId } = part;
    const movement = { key: `recovery:${entryId}:${lineId}`, lineId, fen: part.fen, to, refs, on, reason, actorId };
    const { transferId } = await recoverFunds(sql, movement);
    await addBooking(sql, entryId, lineId, part.fen, transferId);
    await returnToDonations(sql, { aidRecordId, lineId, fen: part.fen, openFen, key: movement.key, on, actorId });
    openFen -= part.fen;
  }
}

/** Takes back what a wrong entry gave to lines and their donations. Throws BudgetExceeded where a line has spent it by now. */
export async function undoBooking(
  sql: Sql,
  wrongId: string,
  { entryId, on, reason, actorId }: Omit<Booked, 'claimId' | 'fen'>,
): Promise<void> {
  const booked = await sql<Source & { fen: number; wrongTransferId: string }>(
    `select b.transfer_id as "wrongTransferId", b.line_id as "lineId", b.fen, a.kind as "to", ${REFS}
     from recovery_booking b join ledger_transfer t on t.id = b.transfer_id
     join ledger_account a on a.id = t.credit_account_id join recovery_entry e on e.id = b.entry_id
     join recovery_claim c on c.id = e.claim_id where b.entry_id = $1 order by b.line_id`,
    [wrongId],
  );
  for (const { wrongTransferId, lineId, fen, to, refs } of booked) {
    const movement = { key: `recovery:${entryId}:${lineId}`, lineId, fen, to, refs, on, reason, actorId };
    const taken = await unbindReturned(sql, wrongTransferId, movement);
    const { transferId } = await undoRecovery(sql, movement);
    await addBooking(sql, entryId, lineId, -fen, transferId);
    await noteReturns(sql, taken, movement);
  }
}

async function addBooking(sql: Sql, entryId: string, lineId: string, fen: number, transferId: string): Promise<void> {
  await sql('insert into recovery_booking (entry_id, line_id, fen, transfer_id) values ($1, $2, $3, $4)', [
    entryId,
    lineId,
    fen,
    transferId,
  ]);
}
