import DataLoader from 'dataloader';
import type { Context } from '../context.js';
import { isUuid } from './parse.js';
import { askedProperties, type Columns, grouped, type Needs, rows, selectList, usedJoins } from './read.js';

/**
 * One kind of rows that hang on others, as SQL: read for many parents by one statement, by itself or as part of the
 * statement that reads the parents (`read-tree.ts`).
 */
export interface Level<Row> {
  /** The GraphQL type of its rows; what the operation asks of it chooses the columns. */
  type: string;
  /** The GraphQL fields that answer with it, `Type.field`, each with the parent's property that holds the key. */
  of: Readonly<Record<string, string>>;
  /** The property of a row that names its parent. */
  key: keyof Row & string;
  columns: Columns<Row>;
  needs: Needs<Row>;
  /** Columns that are needed whatever is asked, besides the key. */
  always?: readonly (keyof Row & string)[];
  /** The columns that are moments: `Date` in a row, text in JSON. */
  instants?: readonly (keyof Row & string)[];
  /** Where the rows lie; `:keys` stands for the keys of the parents. */
  from: string;
  joins?: readonly (readonly [alias: string, sql: string])[];
  /** The key's SQL, when another column than the key's own finds the rows quicker. */
  keySql?: string;
  /** Rows that belong here whoever reads. */
  where?: string;
  order?: string;
  /** What the reader may see, as SQL; its values appended to `params`. */
  access(context: Context, params: unknown[]): string;
  /** Whether the operation asks for something that is worked out from whole rows. */
  whole?(context: Context): boolean;
}

/** A statement's text and the properties that it selects. */
export interface Statement {
  text: string;
  properties: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: a list of levels holds rows of every kind
export type AnyLevel = Level<any>;

/** The statement of a level for parents whose keys are the array `keys`, an SQL expression. */
export function levelStatement(
  context: Context,
  level: AnyLevel,
  keys: string,
  params: unknown[],
  always: readonly string[],
): Statement {
  const asked = level.whole?.(context) ? undefined : context.asked?.get(level.type);
  const properties = askedProperties(
    level.columns,
    asked,
    [level.key, ...(level.always ?? []), ...always],
    level.needs,
  );
  const columns = selectList(level.columns, properties);
  const access = level.access(context, params);
  const conditions = [`${level.keySql ?? level.columns[level.key]} = any(${keys})`, level.where, access]
    .filter(Boolean)
    .join(' and ');
  const order = level.order ? `order by ${level.order}` : '';
  const joins = usedJoins(level.joins ?? [], `${columns} ${conditions} ${order}`);
  const from = level.from.replace(':keys', keys);
  return { text: `select ${columns} from ${from} ${joins} where ${conditions} ${order}`, properties };
}

/** The rows of one level in one request: what came with the parents, and a batch for what did not. */
interface Loaded<Row> {
  ready: Map<string, Row[]>;
  batch: DataLoader<string, Row[]>;
}

function loadedOf<Row extends object>(context: Context, level: Level<Row>): Loaded<Row> {
  const known = context.instances.get(level) as Loaded<Row> | undefined;
  if (known) return known;
  const batch = new DataLoader<string, Row[]>(async (keys) => {
    const params: unknown[] = [keys.filter(isUuid)];
    const { text } = levelStatement(context, level, '$1', params, []);
    return grouped(keys, await rows<Row>(context.database.pool, text, params), keyOf(level));
  });
  const loaded = { ready: new Map<string, Row[]>(), batch };
  context.instances.set(level, loaded);
  return loaded;
}

function keyOf<Row extends object>(level: Level<Row>): (row: Row) => string {
  return (row) => row[level.key] as string;
}

/** The rows of a parent: at once when they came with it, else with those of all parents that are asked for now. */
export function rowsOf<Row extends object>(context: Context, level: Level<Row>, key: string): Row[] | Promise<Row[]> {
  const { ready, batch } = loadedOf(context, level);
  return ready.get(key) ?? batch.load(key);
}

/** The only row of a parent, or undefined; like `rowsOf`. */
export function rowOf<Row extends object>(
  context: Context,
  level: Level<Row>,
  key: string,
): Row | undefined | Promise<Row | undefined> {
  return when(rowsOf(context, level, key), ([row]) => row);
}

/** Keeps the rows that came with their parents; whoever comes twice is kept once. */
export function keepRows(context: Context, level: AnyLevel, keys: readonly string[], found: readonly object[]): void {
  const loaded = loadedOf(context, level);
  const parentOf = keyOf(level);
  const ready = new Map<string, object[]>();
  for (const row of found) {
    const together = ready.get(parentOf(row));
    if (together) together.push(row);
    else ready.set(parentOf(row), [row]);
  }
  for (const key of keys) if (!ready.has(key)) ready.set(key, []);
  if (loaded.ready.size === 0) loaded.ready = ready;
  else for (const [key, together] of ready) loaded.ready.set(key, together);
}

/** `next` of a value that may still be on its way; at once when it is not. */
export function when<Value, Result>(
  value: Value | Promise<Value>,
  next: (value: Value) => Result | Promise<Result>,
): Result | Promise<Result> {
  return value instanceof Promise ? value.then(next) : next(value);
}
