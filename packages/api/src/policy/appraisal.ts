import type { AppraisalMeasureCode } from '@yimen/schema';
import { daysBetween } from '../platform/calendar.js';
import type { MeasureRule } from './types.js';

/** What a measure is counted from: a value, or null where there is nothing to count, and the numbers behind it. */
export interface Counted {
  /** Percent, working days, or steps of the answers' scale. */
  value: number | null;
  /** Counts, fen, or days, by name. */
  parts: Record<string, number>;
}

export interface Measured extends Counted {
  code: AppraisalMeasureCode;
  weight: number;
  /** 0–100; null where there is nothing to count. */
  points: number | null;
}

/** Points of a value: a straight line between the two ends of the scale, one decimal. */
export function pointsOf(
  value: number | null,
  { zeroAt, fullAt }: Pick<MeasureRule, 'zeroAt' | 'fullAt'>,
): number | null {
  if (value === null) return null;
  const share = zeroAt === fullAt ? Number(value >= fullAt) : (value - zeroAt) / (fullAt - zeroAt);
  return tenth(100 * Math.min(1, Math.max(0, share)));
}

/** The measures of a department by the county's rules, in their order. */
export function measure(
  rules: readonly MeasureRule[],
  counted: Readonly<Record<AppraisalMeasureCode, Counted>>,
): Measured[] {
  return rules.map((rule) => {
    const code = rule.code as AppraisalMeasureCode;
    const { value, parts } = counted[code];
    return { code, weight: rule.weight, value, parts, points: pointsOf(value, rule) };
  });
}

/** The mean of the points by their weights, 0–100 with one decimal; without the measures that have nothing to count. */
export function totalOf(measured: readonly Measured[]): number | null {
  const counting = measured.filter(({ points }) => points !== null);
  const weights = counting.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return tenth(counting.reduce((sum, { weight, points }) => sum + weight * (points ?? 0), 0) / weights);
}

/** Days of a year gone by a day (YYYY-MM-DD, itself included) of all its days: none of a year to come, all of one that is over. */
export function daysGone(year: number, on: string): { gone: number; of: number } {
  const first = `${year}-01-01`;
  const of = daysBetween(first, `${year + 1}-01-01`);
  return { gone: Math.min(of, Math.max(0, daysBetween(first, on) + 1)), of };
}

/** So many of so many, in percent with one decimal; null of none. */
export function percentOf(part: number, whole: number): number | null {
  return whole > 0 ? tenth((100 * part) / whole) : null;
}

/** So many each, with two decimals; null of none. */
export function eachOf(sum: number, count: number): number | null {
  return count > 0 ? Math.round((100 * sum) / count) / 100 : null;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
