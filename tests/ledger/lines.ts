import { randomUUID } from 'node:crypto';
import { type BudgetLineRow, createBudgetLine, findLine } from '@yimen/api/ledger/ledger.js';
import type { Config } from '@yimen/api/platform/config.js';
import type { Sql } from '@yimen/api/platform/run-command.js';
import pg, { type Pool, type PoolClient } from 'pg';

/** The day and actor of movements that are about nobody in particular. */
export const MOVEMENT = { reason: 'off_package' as const, on: '2026-06-30', actorId: null, refs: {} };

export function sqlOfClient(client: PoolClient | Pool): Sql {
  return async <Row>(text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows as Row[];
}

/** The owner of the tables, who reaches them past the application; the caller ends the connection. */
export async function connectOwner({ ownerUrl, county }: Config): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`set search_path = ${county}, public`);
  return owner;
}

/** Runs `work` in one transaction of its own connection; rolls back when it throws. */
export async function inTransaction<Result>(pool: Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(sqlOfClient(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

/** Opens a budget line of its own for a test. */
export async function createLine(pool: Pool, fen: number, places: number | null = null): Promise<BudgetLineRow> {
  const programCode = `T-${randomUUID().slice(0, 8)}`;
  return inTransaction(pool, async (sql) => {
    await createBudgetLine(sql, {
      year: 2026,
      fundCode: 'charity_fund',
      programCode,
      departmentCode: 'CHA',
      figureKind: 'assumed',
      label: { zh: `慈善资金·${programCode}`, en: `Charity fund · ${programCode}` },
      fen,
      places,
    });
    const line = await findLine(sql, programCode, 2026);
    if (!line) throw new Error('The line was not made');
    return line;
  });
}
