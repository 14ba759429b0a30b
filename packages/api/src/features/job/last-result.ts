import type { Pool } from 'pg';
import { rows } from '../../platform/read.js';

/** What the latest finished job of a kind found, and when it finished. */
export async function lastResult<Result>(
  pool: Pool,
  kind: string,
): Promise<{ result: Result; checkedAt: Date } | undefined> {
  const [last] = await rows<{ result: Result; checkedAt: Date }>(
    pool,
    `select result, finished_at as "checkedAt" from job where kind = $1 and status = 'succeeded' order by id desc limit 1`,
    [kind],
  );
  return last;
}
