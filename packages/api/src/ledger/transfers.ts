import type { LedgerReason } from '@yimen/schema';
import type { Sql } from '../platform/run-command.js';

/** Whom a movement of money was for. */
export interface LedgerRefs {
  caseId?: string | null;
  packageItemId?: string | null;
  applicationId?: string | null;
  householdId?: string | null;
  personId?: string | null;
  townshipCode?: string | null;
}

/** What is to move between two accounts of one line, by their kinds. */
export interface Draft extends LedgerRefs {
  /** Names this movement for ever: what carries a key that moved before does not move again. */
  key: string;
  from: string;
  to: string;
  /** Fen, or places. */
  amount: number;
  phase: 'single' | 'pending' | 'post' | 'void';
  pendingId?: string | null;
  reason: LedgerReason;
  /** The day it counts for, YYYY-MM-DD, Asia/Shanghai. */
  on: string;
  actorId: string | null;
}

/** A transfer on record, and whether a later one posted or voided it. */
export interface Transfer extends Draft {
  id: string;
  lineId: string;
  closed: boolean;
}

/** What a line has too little of. */
export interface Shortage {
  unit: 'fen' | 'place';
  needed: number;
  left: number;
  /** What meetings that compose have set aside; it comes back, or is spent. */
  reserved: number;
}

/** Locks lines in id order until the transaction ends: the row of their available money stands for all of theirs. */
export async function lockAccounts(sql: Sql, lineIds: readonly string[]): Promise<void> {
  await sql('select from ledger_lock($1)', [lineIds]);
}

/**
 * Moves what the drafts say between accounts of one line, all or nothing; places only where the line has a quota. The
 * database applies each to its two accounts and refuses an overdraft.
 * @returns ids of the transfers by key, or what is short.
 */
export async function post(
  sql: Sql,
  lineId: string,
  drafts: readonly Draft[],
): Promise<{ made: Map<string, string>; short?: Shortage[] }> {
  const [answer] = await sql<{ made: Record<string, string> | null; short: Shortage[] | null }>(
    'select made, short from ledger_post($1, $2::jsonb)',
    [lineId, JSON.stringify(drafts)],
  );
  return { made: new Map(Object.entries(answer?.made ?? {})), ...(answer?.short && { short: answer.short }) };
}

export async function transferWithFate(sql: Sql, id: string): Promise<Transfer | undefined> {
  const [transfer] = await sql<Transfer>(
    `select t.id, t.key, d.kind as "from", c.kind as "to", t.amount, t.phase,
            t.reason, t.occurred_on as "on", t.actor_id as "actorId", t.case_id as "caseId",
            t.package_item_id as "packageItemId", t.application_id as "applicationId", t.household_id as "householdId",
            t.person_id as "personId", t.township_code as "townshipCode", d.line_id as "lineId",
            exists (select from ledger_transfer later where later.pending_id = t.id) as closed
     from ledger_transfer t join ledger_account d on d.id = t.debit_account_id
     join ledger_account c on c.id = t.credit_account_id where t.id = $1`,
    [id],
  );
  return transfer;
}
