import type { Decimal as DecimalValue } from 'decimal.js';
import type { ArithOp } from './feel-ast.js';
import { Decimal, isDecimal } from './feel-value.js';
import type { SqlExpression, SqlNames, SqlParams, SqlType } from './sql-expression.js';

type Numeric = Extract<SqlType, { kind: 'number' }>;
export type NumberExpression = SqlExpression & { type: Numeric };

/** The interpreter's digits: every result is rounded to these, half away from zero. */
const DIGITS = Decimal.precision;

/** Numbers as numeric, with the interpreter's 34 digits: PostgreSQL's own division keeps about 16. */
export class SqlNumbers {
  constructor(
    private readonly params: SqlParams,
    private readonly names: SqlNames,
  ) {}

  constant(value: DecimalValue): NumberExpression {
    const frac = value.decimalPlaces();
    const int = Math.max(value.e + 1, 0);
    const integer = frac === 0 && int <= 9;
    return {
      sql: this.params.add(value.toFixed(), integer ? 'int4' : 'numeric'),
      type: { kind: 'number', int, frac },
      constant: value,
      ...(integer && { integer }),
    };
  }

  /** As numeric: int4 would overflow, and divides to integers. */
  numeric(expression: SqlExpression): string {
    if (!expression.integer) return expression.sql;
    return isDecimal(expression.constant)
      ? this.params.add(expression.constant.toFixed(), 'numeric')
      : `${expression.sql}::numeric`;
  }

  arith(op: ArithOp, left: NumberExpression, right: NumberExpression): NumberExpression {
    if (op === '/') return this.divide(left, right);
    const [a, b] = [left.type, right.type];
    const type: Numeric =
      op === '*'
        ? { kind: 'number', int: a.int + b.int, frac: a.frac + b.frac }
        : { kind: 'number', int: Math.max(a.int, b.int) + 1, frac: Math.max(a.frac, b.frac) };
    return this.rounded(`(${this.numeric(left)} ${op} ${this.numeric(right)})`, type);
  }

  private divide(left: NumberExpression, right: NumberExpression): NumberExpression {
    if (isDecimal(right.constant) && !right.constant.isZero()) {
      const inverse = new Decimal(1).div(right.constant);
      // Dividing by 100 or 4 is multiplying exactly by 0.01 or 0.25.
      if (inverse.decimalPlaces() < 17 && inverse.times(right.constant).eq(1))
        return this.arith('*', left, this.constant(inverse));
    }
    const least = left.type.frac + right.type.int;
    const places = least + DIGITS + 2;
    const [up, down] = [this.params.add(`1e${places}`, 'numeric'), this.params.add(`1e-${places}`, 'numeric')];
    // Cut off, not rounded, so that the one rounding that follows sees the true next digit.
    const quotient = `(div(${this.numeric(left)} * ${up}, nullif(${this.numeric(right)}, 0)) * ${down})`;
    const int = left.type.int + right.type.frac;
    return {
      sql: this.toDigits(quotient, int, least),
      type: { kind: 'number', int: int + 1, frac: least + DIGITS },
    };
  }

  /** Rounds to 34 digits where the type allows more. */
  rounded(sql: string, type: Numeric): NumberExpression {
    if (type.int + type.frac <= DIGITS) return { sql, type };
    return { sql: this.toDigits(sql, type.int, type.frac), type: { ...type, int: type.int + 1 } };
  }

  /** @param least a value that is not zero is at least 10^-least */
  private toDigits(sql: string, int: number, least: number): string {
    const powers = Array.from({ length: int + least + 1 }, (_none, index) => `1e${index - least}`);
    const thresholds = this.params.add(`{${powers.join(',')}}`, 'numeric[]');
    return this.names.bind(
      [sql],
      ([value]) => `round(${value}, ${DIGITS + least} - width_bucket(abs(${value}), ${thresholds}))`,
    );
  }

  /** Rounds to decimal places, negative ones to tens and hundreds. */
  toPlaces(name: string, value: NumberExpression, places: number): NumberExpression {
    const sql = this.numeric(value);
    const frac = Math.max(0, Math.min(places, value.type.frac));
    const type: Numeric = { kind: 'number', int: Math.max(value.type.int, -places) + 1, frac };
    if (name === 'round half up') return { sql: `round(${sql}, ${places})`, type };
    if (name === 'round down') return { sql: `trunc(${sql}, ${places})`, type };
    const [up, unit] = [this.params.add(`1e${places}`, 'numeric'), this.params.add(`1e${-places}`, 'numeric')];
    const shift = name === 'round half down' ? ' - 0.5' : '';
    return {
      sql: this.names.bind([sql], ([x]) => `(sign(${x}) * ceil(abs(${x}) * ${up}${shift}) * ${unit})`),
      type,
    };
  }
}
