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

export interface Account {
  id: string;
  lineId: string;
  kind: string;
  /** What may still be taken from the account: posted credits less posted and pending debits. */
  left: number;
  /** Pending credits: what is held towards the account. */
  incoming: number;
}

export interface NewTransfer extends LedgerRefs {
  key: string;
  debitAccountId: string;
  creditAccountId: string;
  amount: number;
  phase: 'single' | 'pending' | 'post' | 'void';
  pendingId?: string | null;
  reason: string;
  on: string;
  actorId: string | null;
}

/** A transfer and whether a later one posted or voided it. */
export interface Transfer extends NewTransfer {
  id: string;
  lineId: string;
  closed: boolean;
}

/** Locks the accounts of lines in id order until the transaction ends; answers their balances as of then. */
export async function lockAccounts(sql: Sql, lineIds: readonly string[]): Promise<Account[]> {
  return sql<Account>(
    `select id, line_id as "lineId", kind, credits_posted - debits_posted - debits_pending as "left",
            credits_pending as "incoming" from ledger_lock($1)`,
    [lineIds],
  );
}

/** The accounts of one line. Throws when it has none: every line is opened with its accounts. */
export function accountsOf(accounts: readonly Account[], lineId: string): Account[] {
  const own = accounts.filter((account) => account.lineId === lineId);
  if (own.length === 0) throw new Error(`No budget line ${lineId}`);
  return own;
}

export function accountOf(accounts: readonly Account[], kind: string): Account {
  const account = accounts.find((one) => one.kind === kind);
  if (!account) throw new Error(`The line has no account "${kind}"`);
  return account;
}

export function leftOn(accounts: readonly Account[], kind: string): number {
  return accountOf(accounts, kind).left;
}

/** Ids of the transfers that already carry these keys. */
export async function transfersByKey(sql: Sql, keys: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ key: string; id: string }>('select key, id from ledger_transfer where key = any($1)', [
    keys,
  ]);
  return new Map(found.map(({ key, id }) => [key, id]));
}

export async function transferWithFate(sql: Sql, id: string): Promise<Transfer | undefined> {
  const [transfer] = await sql<Transfer>(
    `select t.id, t.key, t.debit_account_id as "debitAccountId", t.credit_account_id as "creditAccountId", t.amount, t.phase,
            t.reason, t.occurred_on as "on", t.actor_id as "actorId", t.case_id as "caseId",
            t.package_item_id as "packageItemId", t.application_id as "applicationId", t.household_id as "householdId",
            t.person_id as "personId", t.township_code as "townshipCode", a.line_id as "lineId",
            exists (select from ledger_transfer later where later.pending_id = t.id) as closed
     from ledger_transfer t join ledger_account a on a.id = t.debit_account_id where t.id = $1`,
    [id],
  );
  return transfer;
}

/** Adds transfers in their order; the database applies each to its two accounts and refuses an overdraft. */
export async function insertTransfers(
  sql: Sql,
  transfers: readonly NewTransfer[],
): Promise<{ key: string; id: string }[]> {
  if (transfers.length === 0) return [];
  return sql<{ key: string; id: string }>(
    `insert into ledger_transfer (key, debit_account_id, credit_account_id, amount, phase, pending_id, reason, case_id,
       package_item_id, application_id, household_id, person_id, township_code, actor_id, occurred_on)
     select t.key, t."debitAccountId", t."creditAccountId", t.amount, t.phase, t."pendingId", t.reason, t."caseId",
       t."packageItemId", t."applicationId", t."householdId", t."personId", t."townshipCode", t."actorId", t."on"
     from jsonb_array_elements($1::jsonb) with ordinality as item (value, position),
       jsonb_to_record(item.value) as t (key text, "debitAccountId" uuid, "creditAccountId" uuid, amount bigint, phase text,
         "pendingId" uuid, reason text, "caseId" uuid, "packageItemId" uuid, "applicationId" uuid, "householdId" uuid,
         "personId" uuid, "townshipCode" text, "actorId" uuid, "on" date)
     order by item.position
     returning key, id`,
    [JSON.stringify(transfers)],
  );
}
