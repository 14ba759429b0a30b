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

/**
 * Reads the whole county in a transaction of its own and answers the rows of all statements. Several run side by side on
 * connections of their own, all on one snapshot; in turn where the pool has none to spare.
 */
export async function readCounty<Row extends QueryResultRow>(
  pool: Pool,
  statements: readonly SqlStatement[],
): Promise<Row[]> {
  const clients = [await pool.connect()];
  try {
    await clients[0]?.query('begin isolation level repeatable read read only');
    while (clients.length < statements.length && hasSpare(pool)) clients.push(await pool.connect());
    await shareSnapshot(clients);
    const running = statements.map((statement, index) =>
      countyStatement<Row>(clients[index % clients.length] as PoolClient, statement),
    );
    const done = await Promise.allSettled(running);
    const results = done.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value.rows;
    });
    await endAll(clients, 'commit');
    return results.flat();
  } catch (error) {
    await endAll(clients, 'rollback');
    throw error;
  } finally {
    for (const client of clients) client.release();
  }
}

/** Whether a connection is free at once: nobody waits for a second one while he holds the first. */
function hasSpare(pool: Pool): boolean {
  return pool.waitingCount === 0 && (pool.idleCount > 0 || pool.totalCount < (pool.options.max ?? 0));
}

/** Begins the transactions of all but the first on the snapshot of the first. What runs side by side needs no helpers. */
async function shareSnapshot([first, ...others]: readonly PoolClient[]): Promise<void> {
  if (!first || others.length === 0) return;
  const alone = 'set local max_parallel_workers_per_gather = 0';
  const { rows } = await first.query<{ id: string }>('select pg_export_snapshot() as id');
  await first.query(alone);
  for (const client of others) {
    await client.query(
      `begin isolation level repeatable read read only; set transaction snapshot '${rows[0]?.id}'; ${alone}`,
    );
  }
}

async function endAll(clients: readonly PoolClient[], how: 'commit' | 'rollback'): Promise<void> {
  await Promise.all(clients.map((client) => client.query(how)));
}
