import type { PoolClient } from 'pg';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import type { SqlParams, SqlStatement } from '../../policy/sql-expression.js';
import type { CountyPack } from '../../policy/types.js';
import { countyFacts } from '../registry/county-facts.js';
import { fillUnchanged, MARK_HELD } from './verdict-tables.js';

/** The state of one rehearsal. */
export interface Work {
  client: PoolClient;
  on: string;
  pack: CountyPack;
  old: ParsedPack;
  changed: ParsedPack;
  /** Codes of the programs and sub-benefits that the changes reach by themselves. */
  direct: string[];
}

export async function run(client: PoolClient, { text, values }: SqlStatement): Promise<void> {
  await client.query(text, values);
}

/** Judges programs that the changes do not reach by themselves, in the households that `where` lets in. */
export async function addUnchanged(
  client: PoolClient,
  parsed: ParsedPack,
  codes: readonly string[],
  on: string,
  where: (params: SqlParams) => string,
): Promise<void> {
  await run(client, fillUnchanged({ parsed, codes, on, source: countyFacts(on, where) }));
  await client.query(MARK_HELD, [on]);
}
