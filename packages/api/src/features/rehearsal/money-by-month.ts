import type { Program } from '../../policy/types.js';

/** What a program pays in one of its periods, in fen, before and after the changes. */
export interface ProgramMoney {
  program: Program;
  oldFen: number;
  newFen: number;
}

/** Fen of one month from one fund. */
export interface MonthMoney {
  /** YYYY-MM. */
  month: string;
  fund: string;
  oldFen: number;
  newFen: number;
}

/** The months, YYYY-MM, of a horizon: from the first one that begins on the day (YYYY-MM-DD) or after it. */
export function monthsFrom(from: string, count: number): string[] {
  const first = from.endsWith('-01') ? 0 : 1;
  const [year = 0, month = 0] = from.split('-').map(Number);
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1 + first + index, 1));
    return at.toISOString().slice(0, 7);
  });
}

/**
 * How many times a program pays in the month at a place of the horizon: monthly money in each, yearly money in every
 * twelfth from the first, anything else in the first. Loans are no spending.
 */
export function paymentsAt({ period, amount }: Program, place: number): number {
  if (amount.kind === 'LOAN') return 0;
  if (period === 'monthly') return 1;
  return (period === 'yearly' ? place % 12 : place) === 0 ? 1 : 0;
}

/** How many times a program pays within so many months. */
export function paymentsWithin(program: Program, months: number): number {
  return Array.from({ length: months }, (_, place) => paymentsAt(program, place)).reduce((sum, one) => sum + one, 0);
}

/** The money of every month and fund, a program's from the fund that pays it first; funds in the order of `programs`. */
export function moneyByMonth(programs: readonly ProgramMoney[], months: readonly string[]): MonthMoney[] {
  const funds = [...new Set(programs.map(({ program }) => program.funds[0] ?? ''))];
  return months.flatMap((month, place) =>
    funds.map((fund) => {
      const own = programs.filter(({ program }) => (program.funds[0] ?? '') === fund);
      const sum = (of: 'oldFen' | 'newFen') =>
        own.reduce((all, one) => all + one[of] * paymentsAt(one.program, place), 0);
      return { month, fund, oldFen: sum('oldFen'), newFen: sum('newFen') };
    }),
  );
}

/** What a budget line has left for a year beside what its program asks for in the months of that year. */
export interface LineCover {
  year: number;
  oldFen: number;
  newFen: number;
  leftFen: number;
  /** The last month, YYYY-MM, that the line covers by the new rules; null = not even the first. */
  coversUntil: string | null;
  /** What is missing to the end of the year or of the horizon, by the new rules. */
  shortFen: number;
}

/**
 * How far what a line has left in `year` reaches for a program and its sub-benefits; undefined when they pay nothing in
 * the months of that year.
 */
export function coverOf(
  programs: readonly ProgramMoney[],
  months: readonly string[],
  year: number,
  leftFen: number,
): LineCover | undefined {
  const needs = months.flatMap((month, place) => {
    if (!month.startsWith(`${year}-`)) return [];
    const sum = (of: 'oldFen' | 'newFen') =>
      programs.reduce((all, one) => all + one[of] * paymentsAt(one.program, place), 0);
    return [{ month, oldFen: sum('oldFen'), newFen: sum('newFen') }];
  });
  const [oldFen, newFen] = (['oldFen', 'newFen'] as const).map((of) => needs.reduce((all, one) => all + one[of], 0));
  if (!oldFen && !newFen) return undefined;
  let coversUntil: string | null = null;
  let spent = 0;
  for (const need of needs) {
    spent += need.newFen;
    if (spent > leftFen) break;
    coversUntil = need.month;
  }
  return {
    year,
    oldFen: oldFen ?? 0,
    newFen: newFen ?? 0,
    leftFen,
    coversUntil,
    shortFen: Math.max(0, (newFen ?? 0) - leftFen),
  };
}
