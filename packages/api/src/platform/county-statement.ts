import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { SqlStatement } from '../policy/sql-expression.js';

/**
 * For a statement that reads the whole county once: its long expressions take longer to compile to machine code than to
 * run, and its rows fit in memory.
 */
const SETTINGS = "set local jit = off; set local work_mem = '64MB'";

/** Runs a statement over the whole county in the client's transaction. */
export async function countyStatement<Row extends QueryResultRow>(
  client: PoolClient,
  { text, values }: SqlStatement,
): Promise<QueryResult<Row>> {
  await client.query(SETTINGS);
  return client.query<Row>(text, values);
}
