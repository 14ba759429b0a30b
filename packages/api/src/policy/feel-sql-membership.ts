import type { FeelNode, FeelTest } from './feel-ast.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import { isDecimal } from './feel-value.js';
import { commonType, pgType, type SqlExpression, type SqlType } from './sql-expression.js';

const BOOLEAN: SqlType = { kind: 'boolean' };

/** `in`, `some`, `every` and filters. */
export class SqlMembership {
  constructor(private readonly feel: FeelSql) {}

  compile(node: Extract<FeelNode, { kind: 'in' }>): SqlExpression {
    const value = this.feel.value(node.value);
    const tests: string[] = [];
    const constants: SqlExpression[] = [];
    for (const test of node.tests) {
      const item = test.kind === 'value' ? this.feel.compile(test.value) : undefined;
      const isPlain = item?.constant !== undefined && item.constant !== null && item.type.kind !== 'list';
      if (item && isPlain && !value.known && value.type.kind !== 'list' && value.type.kind !== 'null')
        constants.push(item);
      else tests.push(item ? this.contains(value, item, node) : this.test(value, test as Bounded, node));
    }
    if (constants.length > 0) tests.unshift(this.anyOf(value, constants, node));
    return { sql: tests.length === 0 ? 'false' : `(${tests.join(' or ')})`, type: BOOLEAN };
  }

  /** One array comparison for all the constants after `in`. */
  private anyOf(value: SqlExpression, constants: readonly SqlExpression[], node: FeelNode): string {
    const { feel } = this;
    for (const { type } of constants) {
      if (!commonType(value.type, type)) {
        throw new FeelSqlError(node, `a ${value.type.kind} does not compare with a ${type.kind}`);
      }
    }
    if (value.type.kind === 'enum') {
      const { options } = value.type;
      const codes = options
        .filter(({ zh }) => constants.some(({ constant }) => constant === zh))
        .map(({ code }) => code);
      if (codes.length === 0) return `case when ${value.sql} is not null then false end`;
      return `(${value.sql} = any(${feel.params.add(codes, 'text[]')}))`;
    }
    const integer = value.integer && constants.every((one) => one.integer);
    const plain = constants.map(({ constant }) => (isDecimal(constant) ? constant.toFixed() : constant));
    const type = integer ? 'int4' : pgType(value.type);
    return `(${integer ? value.sql : feel.plain(value)} = any(${feel.params.add(plain, `${type}[]`)}))`;
  }

  private contains(value: SqlExpression, item: SqlExpression, node: FeelNode): string {
    if (item.type.kind !== 'list' || value.type.kind === 'list') {
      return this.feel.equality.compile(value, item, false, node).sql;
    }
    return this.listHolds(item, value, node);
  }

  /** Whether a list holds a value; both must be known. */
  listHolds(list: SqlExpression, value: SqlExpression, node: FeelNode): string {
    if (list.type.kind !== 'list') throw new FeelSqlError(node, `a ${list.type.kind} is not a list`);
    const { item } = list.type;
    if (value.type.kind === 'null') return `case when ${list.sql} is not null then false end`;
    if (item && !commonType(item, value.type)) {
      throw new FeelSqlError(node, `the list holds no ${value.type.kind}`);
    }
    const sought = this.feel.plain(value);
    // An empty array holds nothing, and says so even of an unknown value; FEEL wants the value known.
    return this.feel.names.bind([sought, list.sql], ([x, all]) => {
      const holds = item ? `${x} = any(${all})` : 'false';
      const known = [value.known ?? `${x} is not null`, `${all} is not null`].join(' and ');
      return `case when ${known} then ${value.known ? `coalesce(${holds}, false)` : holds} end`;
    });
  }

  private test(value: SqlExpression, test: Bounded, node: FeelNode): string {
    if (test.kind === 'bound') return this.feel.compare(test.op, value, this.feel.compile(test.value), node).sql;
    const [low, high] = [this.feel.compile(test.low), this.feel.compile(test.high)];
    const open = [low, high].filter(({ constant }) => constant === undefined).length;
    if (open === 0) return this.within(value, low, high, test, node);
    // Unknown when any of the three is, even outside the bound that is known.
    return this.feel.names.bind([value.sql, low.sql, high.sql], ([x, from, to]) => {
      const parts = [value, low, high].map((part, index) => ({ ...part, sql: [x, from, to][index] as string }));
      const [a, b, c] = parts as [SqlExpression, SqlExpression, SqlExpression];
      return this.feel.strict([a, b, c], this.within(a, b, c, test, node));
    });
  }

  private within(
    value: SqlExpression,
    low: SqlExpression,
    high: SqlExpression,
    test: Interval,
    node: FeelNode,
  ): string {
    const above = this.feel.compare(test.lowClosed ? '>=' : '>', value, low, node).sql;
    return `(${above} and ${this.feel.compare(test.highClosed ? '<=' : '<', value, high, node).sql})`;
  }

  overList(node: Extract<FeelNode, { kind: 'quantified' | 'filter' }>): SqlExpression {
    const { feel } = this;
    const made = feel.compile(node.list);
    if (made.type.kind === 'household') return feel.members.compile(node, made.type.rows);
    const list: SqlExpression =
      made.type.kind === 'list'
        ? made
        : { sql: feel.strict([made], `array[${feel.plain(made)}]`), type: feel.listType([made], node.list) };
    const item = (list.type as Extract<SqlType, { kind: 'list' }>).item ?? { kind: 'text' };
    const table = feel.names.next();
    const variable = node.kind === 'filter' ? 'item' : node.variable;
    const holds = feel.lookup.withVariable(
      variable,
      { sql: `${table}.item`, type: item },
      () => feel.truth(node.condition).sql,
    );
    const each = (all: string) =>
      `(select ${table}.item, ${table}.place, ${holds} as holds from unnest(${all}) with ordinality as ${table} (item, place) offset '0') ${table}`;
    const outcome =
      node.kind === 'filter'
        ? `case when bool_or(holds is null) then null else coalesce(array_agg(item order by place) filter (where holds), '{}') end`
        : node.quantifier === 'some'
          ? 'case when bool_or(holds) then true when bool_or(holds is null) then null else false end'
          : 'case when not bool_and(holds) then false when bool_or(holds is null) then null else true end';
    const sql = feel.names.bind([list.sql], ([all]) => {
      const worked = `(select ${outcome} from ${each(all as string)})`;
      return list.constant === undefined ? `case when ${all} is not null then ${worked} end` : worked;
    });
    return { sql, type: node.kind === 'filter' ? list.type : BOOLEAN };
  }
}

type Interval = Extract<FeelTest, { kind: 'interval' }>;
type Bounded = Exclude<FeelTest, { kind: 'value' }>;
