import { createHash } from 'node:crypto';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Sql } from './run-command.js';

/** Where a reader's statements run: the pool, or the client of a transaction. */
export type Queryable = Pool | PoolClient;

const names = new Map<string, string>();

function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

/** Runs one prepared statement and returns its plain rows. */
export async function rows<Row extends QueryResultRow>(db: Queryable, text: string, values: unknown[]): Promise<Row[]> {
  const result = await db.query<Row>({ name: statementName(text), text, values });
  return result.rows;
}

/** Puts rows back in the order of their keys, one a key; undefined where there is none. */
export function byKey<Row, Key>(
  keys: readonly Key[],
  found: readonly Row[],
  keyOf: (row: Row) => Key,
): (Row | undefined)[] {
  const map = new Map(found.map((row) => [keyOf(row), row]));
  return keys.map((key) => map.get(key));
}

/** Groups rows by their keys, a list a key. */
export function grouped<Row, Key>(keys: readonly Key[], found: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const map = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of found) map.get(keyOf(row))?.push(row);
  return keys.map((key) => map.get(key) ?? []);
}

/** SQL on the pool for functions that also run inside a unit of work. */
export function poolSql(pool: Pool): Sql {
  return async <Row>(text: string, values: readonly unknown[] = []) => (await rows(pool, text, [...values])) as Row[];
}
