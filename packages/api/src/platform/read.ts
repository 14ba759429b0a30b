import { createHash } from 'node:crypto';
import type { ClientBase, Pool, QueryConfig, QueryResultRow } from 'pg';
import type { AskedFields } from './graphql/asked.js';
import type { Sql } from './run-command.js';

/** Where a reader's statements run: the pool, or the client of a transaction. */
export type Queryable = Pool | ClientBase;

const names = new Map<string, string>();
/** Connections keep every named statement; beyond this many, new ones run unnamed. */
const NAMES = 1000;

function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (!name && names.size < NAMES) {
    name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}

/** The SQL of each column, by the property of the row that it fills. */
export type Columns<Row> = { readonly [Property in keyof Row & string]: string };

/** Every column, as a select list. */
export function everyColumn<Row>(columns: Columns<Row>): string {
  return selectList(columns, Object.keys(columns));
}

/** By the name of a resolved field: the columns it is worked out from. */
export type Needs<Row> = Readonly<Record<string, readonly (keyof Row & string)[]>>;

/**
 * The properties that are asked: plain fields by their own name, resolved ones by the columns they are said to need.
 * A resolved field of which nothing is said may need any column, so it brings them all; so does an unknown question.
 */
export function askedProperties<Row>(
  columns: Columns<Row>,
  asked: AskedFields | undefined,
  always: readonly string[],
  needs: Needs<Row>,
): string[] {
  const properties = Object.keys(columns);
  if (!asked || [...asked.resolved].some((field) => !needs[field])) return properties;
  const wanted = new Set<string>(always);
  for (const field of asked.plain) wanted.add(field);
  for (const field of asked.resolved) for (const column of needs[field] ?? []) wanted.add(column);
  return properties.filter((property) => wanted.has(property));
}

/** The select list of what is asked. */
export function askedColumns<Row>(
  columns: Columns<Row>,
  asked: AskedFields | undefined,
  always: readonly (keyof Row & string)[],
  needs: Needs<Row>,
): string {
  return selectList(columns, askedProperties(columns, asked, always, needs));
}

/** The joins up to the last one whose alias a statement's columns and conditions use; each may build on those before. */
export function usedJoins(joins: readonly (readonly [alias: string, sql: string])[], text: string): string {
  const last = joins.findLastIndex(([alias]) => new RegExp(`\\b${alias}\\.`).test(text));
  return joins
    .slice(0, last + 1)
    .map(([, sql]) => sql)
    .join(' ');
}

/** These properties, each under its name. */
export function selectList<Row>(columns: Columns<Row>, properties: readonly string[]): string {
  return properties.map((property) => `${columns[property as keyof Row & string]} as "${property}"`).join(', ');
}

/** Runs one prepared statement and returns its plain rows. */
export async function rows<Row extends QueryResultRow>(db: Queryable, text: string, values: unknown[]): Promise<Row[]> {
  const result = await db.query<Row>({ name: statementName(text), text, values } as QueryConfig);
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

/** SQL on the pool, or on one of its clients, for functions that also run inside a unit of work. */
export function poolSql(pool: Queryable): Sql {
  return async <Row>(text: string, values: readonly unknown[] = []) => (await rows(pool, text, [...values])) as Row[];
}
