import type { Pool } from 'pg';
import { rows } from '../platform/read.js';
import type { Bilingual } from '../policy/types.js';

export interface AccountName {
  kind: string;
  /** The budget line it belongs to. */
  label: Bilingual;
}

const known = new WeakMap<Pool, ReadonlyMap<string, AccountName>>();
const reading = new WeakMap<Pool, Promise<ReadonlyMap<string, AccountName>>>();

/** What these accounts are, by id; at once when they are known. Accounts never change, so a process reads them once. */
export function accountNames(
  pool: Pool,
  ids: readonly string[],
): ReadonlyMap<string, AccountName> | Promise<ReadonlyMap<string, AccountName>> {
  const names = known.get(pool);
  if (names && ids.every((id) => names.has(id))) return names;
  const read = reading.get(pool) ?? readNames(pool).finally(() => reading.delete(pool));
  reading.set(pool, read);
  return read;
}

async function readNames(pool: Pool): Promise<ReadonlyMap<string, AccountName>> {
  const accounts = await rows<{ id: string; kind: string; zh: string; en: string }>(
    pool,
    'select a.id, a.kind, l.label_zh as zh, l.label_en as en from ledger_account a join budget_line l on l.id = a.line_id',
    [],
  );
  const names = new Map(accounts.map(({ id, kind, zh, en }) => [id, { kind, label: { zh, en } }]));
  known.set(pool, names);
  return names;
}
