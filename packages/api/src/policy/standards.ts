import type { Standard, StandardValue } from './types.js';

/** The value of a standard on a day (ISO date, Asia/Shanghai); both `from` and `to` belong to the period. */
export function standardOn(standard: Standard, date: string): StandardValue | undefined {
  return standard.values.find((value) => value.from <= date && (value.to === null || date <= value.to));
}
