import type { FactOption } from '@yimen/schema';
import type { DurationUnit } from './feel-ast.js';
import type { FeelValue } from './feel-value.js';

/** What an SQL expression holds. A number is below 10^`int` and a multiple of 10^-`frac`. */
export type SqlType =
  | { kind: 'number'; int: number; frac: number }
  | { kind: 'text' | 'boolean' | 'date' | 'null' }
  /** Text that holds an option's code. */
  | { kind: 'enum'; options: readonly FactOption[] }
  | { kind: 'duration'; unit: DurationUnit }
  | { kind: 'list'; item: SqlType | undefined }
  /** Members of the household: rows of a subquery, not one value. */
  | { kind: 'household' | 'person'; rows: MemberRows };

/** The members of a row's household as a table of a subquery that is still being written. */
export interface MemberRows {
  alias: string;
  /** Codes of the person facts that the subquery must hold. */
  codes: Set<string>;
  /** SQL of whether a member is in the list, NULL while unknown; undefined: everybody is. */
  kept?: string;
}

/** One SQL expression that is NULL while its value is unknown. */
export interface SqlExpression {
  sql: string;
  type: SqlType;
  /** The value, when it is the same for everyone. */
  constant?: FeelValue;
  /** Every value that a choice between constants may take. */
  choices?: readonly FeelValue[];
  /** SQL of whether the value is known, where NULL may also be a known null. */
  known?: string;
  /** The SQL is an int4, not numeric. */
  integer?: true;
}

const PG_TYPES = {
  text: 'text',
  enum: 'text',
  boolean: 'boolean',
  date: 'date',
  duration: 'bigint',
  number: 'numeric',
};

/** The PostgreSQL type that holds a value. */
export function pgType(type: SqlType): string {
  if (type.kind === 'null') return 'text';
  if (type.kind === 'household' || type.kind === 'person') throw new Error('members are rows, not one value');
  return type.kind === 'list' ? `${type.item ? pgType(type.item) : 'text'}[]` : PG_TYPES[type.kind];
}

/** A statement and its bind parameters. */
export interface SqlStatement {
  text: string;
  values: unknown[];
}

/** The bind parameters of one statement; equal values share one. */
export class SqlParams {
  private readonly values: unknown[] = [];
  private readonly places = new Map<string, string>();

  add(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.places.get(key);
    if (known) return known;
    const place = `$${this.values.push(value)}::${type}`;
    this.places.set(key, place);
    return place;
  }

  /** The statement with the parameters that its text uses: PostgreSQL wants no others. */
  statement(text: string): SqlStatement {
    const used = new Map<string, number>();
    const values: unknown[] = [];
    const renumbered = text.replace(/\$(\d+)/g, (_place, number: string) => {
      const place = used.get(number) ?? values.push(this.values[Number(number) - 1]);
      used.set(number, place);
      return `$${place}`;
    });
    return { text: renumbered, values };
  }
}

const ATOM = /^(\$\d+(::[a-z0-9]+(\[\])?)?|[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?)$/;
/** Longer texts are worked out once and named, so that a statement grows with its rule and not faster. */
const SHORT = 48;

/** A column of a layer of columns. */
export interface Column {
  name: string;
  sql: string;
}

/** Names whatever is worked out in a subquery; its variables are read only there. */
const INSIDE = /\bq\d+\./;

/** Uses expressions several times over: short ones are repeated, others worked out once, in a subquery or a column. */
export class SqlNames {
  private count = 0;
  private columns: { layers: Column[][]; depths: Map<string, number> } | undefined;

  next(): string {
    this.count += 1;
    return `q${this.count}`;
  }

  /**
   * Runs a compilation over rows `f` whose long texts become columns `f.b…` in layers beneath it, which everyone has
   * worked out: PostgreSQL does not share subqueries out among processes. What it answers may read all the layers.
   */
  inColumns<T>(work: () => T): { made: T; layers: Column[][] } {
    const outer = this.columns;
    const own = { layers: [] as Column[][], depths: new Map<string, number>() };
    this.columns = own;
    try {
      return { made: work(), layers: own.layers };
    } finally {
      this.columns = outer;
    }
  }

  bind(expressions: readonly string[], use: (names: string[]) => string): string {
    const table = this.next();
    const columns: string[] = [];
    const names = expressions.map((sql) => {
      if (ATOM.test(sql) || sql.length <= SHORT) return sql;
      if (this.columns && !INSIDE.test(sql)) return this.inColumn(sql);
      columns.push(`${sql} as v${columns.length}`);
      return `${table}.v${columns.length - 1}`;
    });
    // Without the fence the planner would put the text back in every place; an untyped 0 is one it knows to skip nothing.
    return columns.length === 0
      ? use(names)
      : `(select ${use(names)} from (select ${columns.join(', ')} offset '0') ${table})`;
  }

  private inColumn(sql: string): string {
    const { layers, depths } = this.columns as NonNullable<typeof this.columns>;
    const below = [...sql.matchAll(/\bf\.(b\d+)\b/g)].map(([, name]) => depths.get(name as string) ?? -1);
    const depth = Math.max(-1, ...below) + 1;
    this.count += 1;
    const name = `b${this.count}`;
    depths.set(name, depth);
    layers[depth] = [...(layers[depth] ?? []), { name, sql }];
    return `f.${name}`;
  }
}

/** The type that holds values of both, or undefined. */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.kind === 'number' && b.kind === 'number') {
    return { kind: 'number', int: Math.max(a.int, b.int), frac: Math.max(a.frac, b.frac) };
  }
  const isText = (type: SqlType) => type.kind === 'text' || type.kind === 'enum';
  if (isText(a) && isText(b)) return { kind: 'text' };
  if (a.kind === 'duration' && b.kind === 'duration') return a.unit === b.unit ? a : undefined;
  if (a.kind === 'list' && b.kind === 'list') {
    if (!a.item || !b.item) return a.item ? a : b;
    const item = commonType(a.item, b.item);
    return item && { kind: 'list', item };
  }
  return a.kind === b.kind && a.kind !== 'household' && a.kind !== 'person' ? a : undefined;
}
