import type { FactDefinition } from '@yimen/schema';
import { Decimal as AnyDecimal } from 'decimal.js';
import type { ArithOp, CompareOp, FeelFunctionName } from './feel-ast.js';
import { addDuration, between, Duration, isDay, monthsBetween, part } from './feel-date.js';
import { Member } from './feel-household.js';
import type { FactValue } from './types.js';

/** Exact decimals of 34 digits, as FEEL wants them. */
export const Decimal = AnyDecimal.clone({ precision: 34 });
type Decimal = AnyDecimal;

/** A FEEL value, or UNKNOWN when a fact that matters is not known. Dates are ISO text, enums their Chinese label. */
export const UNKNOWN = Symbol('unknown');
export type FeelValue = Decimal | Duration | Member | string | boolean | null | typeof UNKNOWN | FeelValue[];

export const isDecimal = (value: unknown): value is Decimal => AnyDecimal.isDecimal(value);

/** A stored fact as rules see it: enum codes become Chinese labels, numbers exact decimals. */
export function feelValue(fact: FactDefinition, value: FactValue): FeelValue {
  if (typeof value === 'number') return new Decimal(value);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return [...value];
  return fact.type === 'enum' ? (fact.options?.find((option) => option.code === value)?.zh ?? value) : value;
}

/** Compares two known values; null when they are not of one kind or have no order. */
export function compare(op: CompareOp, left: FeelValue, right: FeelValue): boolean | null {
  if (op === '=' || op === '!=') {
    const equal = equals(left, right);
    return equal === null ? null : equal === (op === '=');
  }
  let order: number;
  if (isDecimal(left) && isDecimal(right)) order = left.cmp(right);
  else if (left instanceof Duration && right instanceof Duration && left.unit === right.unit)
    order = left.amount - right.amount;
  else if (typeof left === 'string' && typeof right === 'string') order = left < right ? -1 : left > right ? 1 : 0;
  else return null;
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function equals(left: FeelValue, right: FeelValue): boolean | null {
  if (left === null || right === null) return left === right;
  if (isDecimal(left) && isDecimal(right)) return left.eq(right);
  if (left instanceof Duration && right instanceof Duration) {
    return left.unit === right.unit ? left.amount === right.amount : null;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => equals(item, right[index] as FeelValue) === true)
    );
  }
  return typeof left === typeof right && typeof left !== 'object' ? left === right : null;
}

/** Works out known numbers, days and durations; null when the operands do not go together or the divisor is zero. */
export function arith(op: ArithOp, left: FeelValue, right: FeelValue): FeelValue {
  if (isDay(left) || left instanceof Duration) return arithOfDays(op, left, right);
  if (!isDecimal(left) || !isDecimal(right)) return null;
  switch (op) {
    case '+':
      return Decimal.add(left, right);
    case '-':
      return Decimal.sub(left, right);
    case '*':
      return Decimal.mul(left, right);
    case '/':
      return right.isZero() ? null : Decimal.div(left, right);
  }
}

function arithOfDays(op: ArithOp, left: string | Duration, right: FeelValue): FeelValue {
  if (op !== '+' && op !== '-') return null;
  const sign = op === '+' ? 1 : -1;
  if (right instanceof Duration) {
    if (!(left instanceof Duration)) return addDuration(left, right, sign);
    return left.unit === right.unit ? new Duration(left.unit, left.amount + sign * right.amount) : null;
  }
  if (!isDay(right)) return null;
  if (left instanceof Duration) return op === '+' ? addDuration(right, left, 1) : null;
  return op === '-' ? between(right, left) : null;
}

/** A part of a day or a duration, such as `month` or `days`; null when it has none of that name. */
export function property(value: FeelValue, name: string): FeelValue {
  const found = isDay(value) || value instanceof Duration ? part(value, name) : undefined;
  return found === undefined ? null : new Decimal(found);
}

/**
 * Calls a function of the rule language with known arguments; null when they are not what it works on.
 * @param on the day of the decision
 */
export function call(name: FeelFunctionName, args: readonly FeelValue[], on: string): FeelValue {
  const [list, sought] = args;
  if (name === 'today') return on;
  if (name === 'years and months duration') return isDay(list) && isDay(sought) ? monthsBetween(list, sought) : null;
  if (name === 'list contains') {
    return Array.isArray(list) ? list.some((item) => compare('=', item, sought ?? null) === true) : null;
  }
  if (name === 'count') return Array.isArray(list) ? new Decimal(list.length) : null;
  const numbers = args.flat().filter(isDecimal);
  const [first, places] = numbers;
  if (!first || numbers.length !== args.flat().length) return null;
  switch (name) {
    case 'sum':
      return Decimal.sum(...numbers);
    case 'min':
      return Decimal.min(...numbers);
    case 'max':
      return Decimal.max(...numbers);
    case 'abs':
      return first.abs();
    case 'floor':
      return first.floor();
    case 'ceiling':
      return first.ceil();
    case 'round up':
      return rounded(first, places, Decimal.ROUND_UP);
    case 'round down':
      return rounded(first, places, Decimal.ROUND_DOWN);
    case 'round half up':
      return rounded(first, places, Decimal.ROUND_HALF_UP);
    case 'round half down':
      return rounded(first, places, Decimal.ROUND_HALF_DOWN);
  }
}

/** Rounds to decimal places; negative places round to tens, hundreds and so on. */
function rounded(value: Decimal, places: Decimal | undefined, mode: AnyDecimal.Rounding): FeelValue {
  if (!places?.isInteger() || places.abs().gt(30)) return null;
  const unit = Decimal.pow(10, places.neg());
  return Decimal.mul(Decimal.div(value, unit).toDecimalPlaces(0, mode), unit);
}

export function plainValue(value: FeelValue): FactValue | null {
  if (value === UNKNOWN || value === null) return null;
  if (isDecimal(value)) return value.toNumber();
  if (value instanceof Duration || value instanceof Member) return shown(value);
  return Array.isArray(value) ? value.map(shown) : value;
}

/** A value as people read it in Chinese rules; empty when unknown. */
export function shown(value: FeelValue): string {
  if (value === UNKNOWN || value === null) return '';
  if (isDecimal(value)) return value.toDecimalPlaces(value.abs().lt(1) ? 4 : 2).toString();
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Member) return value.label.zh;
  if (value instanceof Duration) return `${value.amount}${value.unit === 'days' ? '天' : '个月'}`;
  return Array.isArray(value) ? value.map(shown).join('、') : value;
}
