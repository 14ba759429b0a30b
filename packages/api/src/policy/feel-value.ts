import type { FactDefinition } from '@yimen/schema';
import { Decimal as AnyDecimal } from 'decimal.js';
import type { ArithOp, CompareOp, FeelFunctionName } from './feel-ast.js';
import type { FactValue } from './types.js';

/** Exact decimals of 34 digits, as FEEL wants them. */
export const Decimal = AnyDecimal.clone({ precision: 34 });
type Decimal = AnyDecimal;

/** A FEEL value, or UNKNOWN when a fact that matters is not known. Dates are ISO text, enums their Chinese label. */
export const UNKNOWN = Symbol('unknown');
export type FeelValue = Decimal | string | boolean | null | typeof UNKNOWN | FeelValue[];

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
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => equals(item, right[index] as FeelValue) === true)
    );
  }
  return typeof left === typeof right && typeof left !== 'object' ? left === right : null;
}

/** Works out known numbers; null when an operand is no number or the divisor is zero. */
export function arith(op: ArithOp, left: FeelValue, right: FeelValue): FeelValue {
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

/** Calls a function of the rule language with known arguments; null when they are not what it works on. */
export function call(name: FeelFunctionName, args: readonly FeelValue[]): FeelValue {
  const [list, sought] = args;
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
  return Array.isArray(value) ? value.map(shown) : value;
}

/** A value as people read it in Chinese rules; empty when unknown. */
export function shown(value: FeelValue): string {
  if (value === UNKNOWN || value === null) return '';
  if (isDecimal(value)) return value.toDecimalPlaces(value.abs().lt(1) ? 4 : 2).toString();
  if (typeof value === 'boolean') return value ? '是' : '否';
  return Array.isArray(value) ? value.map(shown).join('、') : value;
}
