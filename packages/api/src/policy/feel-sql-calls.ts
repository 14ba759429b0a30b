import type { ArithOp, FeelNode } from './feel-ast.js';
import { type FeelSql, FeelSqlError } from './feel-sql.js';
import type { NumberExpression } from './feel-sql-number.js';
import { Decimal, isDecimal } from './feel-value.js';
import type { SqlExpression } from './sql-expression.js';

type CallNode = Extract<FeelNode, { kind: 'call' }>;
type Numeric = NumberExpression['type'];

/** More days than the calendar of rules has, 0001 to 9999. */
const MOST_DAYS = 4_000_000;

/** The functions that rules may call, and what they may do with days. */
export class SqlCalls {
  constructor(private readonly feel: FeelSql) {}

  compile(node: CallNode): SqlExpression {
    const { feel } = this;
    const [first, second] = node.args as [FeelNode, FeelNode];
    switch (node.name) {
      case 'today':
        return feel.constant(feel.scope.on, node);
      case 'count': {
        const counted = feel.compile(first);
        if (counted.type.kind === 'household') return feel.members.count(counted.type.rows);
        const list = this.list(first);
        return { sql: `cardinality(${list.sql})`, type: { kind: 'number', int: 10, frac: 0 }, integer: true };
      }
      case 'list contains': {
        const sql = feel.membership.listHolds(this.list(first), feel.value(second), node);
        return { sql, type: { kind: 'boolean' } };
      }
      case 'years and months duration':
        return this.monthsBetween(this.day(first), this.day(second));
      case 'min':
      case 'max':
      case 'sum':
        return this.aggregate(node, node.name);
      case 'abs':
      case 'floor':
      case 'ceiling': {
        const value = feel.number(first);
        const frac = node.name === 'abs' ? value.type.frac : 0;
        const type: Numeric = { kind: 'number', int: value.type.int + (node.name === 'abs' ? 0 : 1), frac };
        return { sql: `${node.name === 'ceiling' ? 'ceil' : node.name}(${feel.numbers.numeric(value)})`, type };
      }
      default:
        return feel.numbers.toPlaces(node.name, feel.number(first), this.places(second));
    }
  }

  private places(node: FeelNode): number {
    const { constant } = this.feel.number(node);
    if (!isDecimal(constant) || !constant.isInteger() || constant.abs().gt(30)) {
      throw new FeelSqlError(node, 'must be a whole number of places between -30 and 30');
    }
    return constant.toNumber();
  }

  private list(node: FeelNode): SqlExpression {
    const made = this.feel.compile(node);
    if (made.type.kind !== 'list') throw new FeelSqlError(node, `is a ${made.type.kind} where a list belongs`);
    return made;
  }

  private day(node: FeelNode): SqlExpression {
    const made = this.feel.compile(node);
    if (made.type.kind !== 'date') throw new FeelSqlError(node, `is a ${made.type.kind} where a date belongs`);
    return made;
  }

  /** `min`, `max` and `sum` of numbers and lists of numbers; NULL when one is unknown or there is none. */
  private aggregate(node: CallNode, name: 'min' | 'max' | 'sum'): SqlExpression {
    const { feel } = this;
    const args = node.args.map((arg) => feel.compile(arg));
    const types = args.map(({ type }, index) => {
      const item = type.kind === 'list' ? type.item : type;
      if (item && item.kind !== 'number')
        throw new FeelSqlError(node.args[index] as FeelNode, `holds a ${item.kind} where numbers belong`);
      return item;
    });
    const wide: Numeric = {
      kind: 'number',
      int: Math.max(0, ...types.map((type) => type?.int ?? 0)),
      frac: Math.max(0, ...types.map((type) => type?.frac ?? 0)),
    };
    if (args.some(({ type }) => type.kind === 'list')) return this.overLists(args, name, wide);
    if (name === 'sum') {
      const sql = `(${args.map((arg) => feel.numbers.numeric(arg)).join(' + ')})`;
      return feel.numbers.rounded(sql, { ...wide, int: wide.int + 2 });
    }
    const open = args.filter(({ constant }) => constant === undefined);
    const fixed = args.flatMap(({ constant }) => (isDecimal(constant) ? [constant] : []));
    const [least] = fixed.length > 0 ? [Decimal[name](...fixed)] : [];
    const all = [...open, ...(least ? [feel.numbers.constant(least)] : [])].map((arg) => feel.numbers.numeric(arg));
    // LEAST and GREATEST pass over NULL; FEEL wants every part known, and so do the functions behind min() and max().
    const sql = all.reduce((one, other) => `numeric_${name === 'min' ? 'smaller' : 'larger'}(${one}, ${other})`);
    return { sql, type: wide };
  }

  private overLists(args: readonly SqlExpression[], name: string, wide: Numeric): SqlExpression {
    const { feel } = this;
    const sql = feel.names.bind(
      args.map((arg) => feel.plain(arg)),
      (names) => {
        const all = names.map((one, index) => (args[index]?.type.kind === 'list' ? one : `array[${one}]`));
        const work = `(select ${name}(x) from unnest(${all.join(' || ')}) as x)`;
        return feel.strict(
          args.map((arg, index) => ({ ...arg, sql: names[index] as string })),
          work,
        );
      },
    );
    return name === 'sum' ? feel.numbers.rounded(sql, { ...wide, int: wide.int + 9 }) : { sql, type: wide };
  }

  /** Days and durations with `+` and `-`; undefined when the two do not go together. */
  arithOfDays(op: ArithOp, left: SqlExpression, right: SqlExpression): SqlExpression | undefined {
    if (op !== '+' && op !== '-') return undefined;
    if (left.type.kind === 'date' && right.type.kind === 'date') {
      if (op === '+') return undefined;
      return { sql: `(${left.sql} - ${right.sql})::bigint`, type: { kind: 'duration', unit: 'days' } };
    }
    if (left.type.kind === 'duration' && right.type.kind === 'duration') {
      return left.type.unit === right.type.unit
        ? { sql: `(${left.sql} ${op} ${right.sql})`, type: left.type }
        : undefined;
    }
    if (left.type.kind === 'date' && right.type.kind === 'duration') return this.moved(left, right, op);
    return left.type.kind === 'duration' && right.type.kind === 'date' && op === '+'
      ? this.moved(right, left, op)
      : undefined;
  }

  /** A day moved by a duration; the last day of a shorter month stands for one that it lacks. NULL outside the calendar. */
  private moved(day: SqlExpression, duration: SqlExpression, op: '+' | '-'): SqlExpression {
    const { names } = this.feel;
    const isMonths = duration.type.kind === 'duration' && duration.type.unit === 'months';
    const sql = names.bind([day.sql, duration.sql], ([from, amount]) => {
      if (isMonths) {
        const month = `date_part('year', ${from}) * 12 + date_part('month', ${from}) - 1 ${op} ${amount}`;
        return `case when ${month} between 12 and 119999 then (${from} ${op} make_interval(months => ${amount}::int))::date end`;
      }
      const moved = `case when abs(${amount}) < ${MOST_DAYS} then ${from} ${op} ${amount}::int end`;
      return names.bind([moved], ([to]) => `case when ${to} between '0001-01-01' and '9999-12-31' then ${to} end`);
    });
    return { sql, type: { kind: 'date' } };
  }

  private monthsBetween(from: SqlExpression, to: SqlExpression): SqlExpression {
    const sql = this.feel.names.bind([from.sql, to.sql], ([a, b]) => {
      const part = (name: string) => `(date_part('${name}', ${b}) - date_part('${name}', ${a}))`;
      return this.feel.names.bind(
        [`(${part('year')} * 12 + ${part('month')})::bigint`, `${part('day')}::bigint`],
        ([months, days]) =>
          `(${months} - case when ${months} > 0 and ${days} < 0 then 1 when ${months} < 0 and ${days} > 0 then -1 else 0 end)`,
      );
    });
    return { sql, type: { kind: 'duration', unit: 'months' } };
  }

  property(node: Extract<FeelNode, { kind: 'path' }>, value: SqlExpression): SqlExpression {
    const { type } = value;
    const whole = (sql: string): SqlExpression => ({ sql, type: { kind: 'number', int: 10, frac: 0 }, integer: true });
    const counted = (sql: string): SqlExpression => ({
      sql: `${sql}::numeric`,
      type: { kind: 'number', int: 19, frac: 0 },
    });
    if (type.kind === 'date' && ['year', 'month', 'day'].includes(node.property)) {
      return whole(`date_part('${node.property}', ${value.sql})::int`);
    }
    if (type.kind === 'duration' && type.unit === 'days' && node.property === 'days') return counted(value.sql);
    if (type.kind === 'duration' && type.unit === 'months' && ['years', 'months'].includes(node.property)) {
      return counted(`(${value.sql} ${node.property === 'years' ? '/' : '%'} 12)`);
    }
    throw new FeelSqlError(node, `a ${type.kind} has no ${node.property}`);
  }
}
