import type { Pool } from 'pg';
import { rows } from '../platform/read.js';
import type { Bilingual } from '../policy/types.js';

export interface AccountName {
  kind: string;
  /** The budget line it belongs to. */
  label: Bilingual;
}

const known = new WeakMap<Pool, Map<string, AccountName>>();

/** What these accounts are, by id. Accounts never change, so a process reads them once. */
export async function accountNames(pool: Pool, ids: readonly string[]): Promise<ReadonlyMap<string, AccountName>> {
  let names = known.get(pool);
  if (!names) {
    names = new Map();
    known.set(pool, names);
  }
  if (ids.every((id) => names?.has(id))) return names;
  const accounts = await rows<{ id: string; kind: string; zh: string; en: string }>(
    pool,
    'select a.id, a.kind, l.label_zh as zh, l.label_en as en from ledger_account a join budget_line l on l.id = a.line_id',
    [],
  );
  for (const { id, kind, zh, en } of accounts) names.set(id, { kind, label: { zh, en } });
  return names;
}
