import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { SqlStatement } from '../policy/sql-expression.js';

/**
 * For a statement that reads the whole county once: its long expressions take longer to compile to machine code than to
 * run, and its rows fit in memory.
 */
const SETTINGS = "set local jit = off; set local work_mem = '64MB'";

/**
 * Runs a statement over the whole county in the client's transaction. Not prepared: the text changes with every rule,
 * and the planner wants to see the figures.
 */
export async function countyStatement<Row extends QueryResultRow>(
  client: PoolClient,
  { text, values }: SqlStatement,
): Promise<QueryResult<Row>> {
  await client.query(SETTINGS);
  return client.query<Row>(text, values);
}

/** Runs a statement over the whole county in a transaction of its own. */
export async function inCountyTransaction<Row extends QueryResultRow>(
  pool: Pool,
  statement: SqlStatement,
): Promise<QueryResult<Row>> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await countyStatement<Row>(client, statement);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
