import type { FundingRowPartsFragment } from '@yimen/schema/documents';

interface Column {
  key: 'budgetFen' | 'frozenFen' | 'reservedFen' | 'heldFen' | 'committedFen' | 'paidFen' | 'leftFen';
  /** Its name among the messages. */
  name: string;
  /** What the list behind it is narrowed to: entries in that state, or budget lines for `budget` and `left`. */
  state: string;
  color: string;
}

/** The seven figures of a row, in the order in which money travels. */
export const COLUMNS = [
  { key: 'budgetFen', name: 'budget', state: 'budget', color: '#d9d2c3' },
  { key: 'frozenFen', name: 'frozen', state: 'frozen', color: '#a9b4c2' },
  { key: 'reservedFen', name: 'reserved', state: 'reserved', color: '#ead9a6' },
  { key: 'heldFen', name: 'held', state: 'held', color: '#d8a948' },
  { key: 'committedFen', name: 'committed', state: 'committed', color: '#5b9aa0' },
  { key: 'paidFen', name: 'paid', state: 'paid', color: '#1f6f6b' },
  { key: 'leftFen', name: 'left', state: 'left', color: '#e9e4d8' },
] as const satisfies readonly Column[];

/** What a leader asks for first. */
export const MAIN = COLUMNS.filter(({ state }) => ['budget', 'committed', 'paid', 'left'].includes(state));

/** What a budget is made of. */
export const PARTS = COLUMNS.filter((column) => column.key !== 'budgetFen');
export type PartKey = (typeof PARTS)[number]['key'];

/** Whether the list behind a number is one of budget lines: money that has not moved has no entries. */
export function isOfLines(state: string | undefined): state is 'budget' | 'left' {
  return state === 'budget' || state === 'left';
}

/** What has left the budget, held or further. */
export const MOVED = COLUMNS.filter((column) => !isOfLines(column.state));

export const DIMENSIONS = ['fund', 'department', 'program', 'township', 'month'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The rows of a summary along a dimension. */
export function rowsAlong(
  summary: Record<'byFund' | 'byDepartment' | 'byProgram' | 'byTownship' | 'byMonth', FundingRowPartsFragment[]>,
  dimension: Dimension,
): FundingRowPartsFragment[] {
  const { byFund: fund, byDepartment: department, byProgram: program, byTownship: township, byMonth: month } = summary;
  return { fund, department, program, township, month }[dimension];
}

/** The years that may be chosen: this one and the four before it, and the one in the address. */
export function yearsToChoose(today: string, chosen: number): number[] {
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 5 }, (_, index) => thisYear - index);
  return years.includes(chosen) ? years : [...years, chosen].sort((a, b) => b - a);
}

/** The year in the address, else today's. */
export function yearOf(text: string | undefined, today: string): number {
  return Number(text && /^\d{4}$/.test(text) ? text : today.slice(0, 4));
}

/** The address of the list behind a number. */
export function entriesHref(year: number, dimension?: Dimension, key?: string, state?: string): string {
  const params = new URLSearchParams({ year: String(year) });
  if (dimension && key) params.set(dimension, key);
  if (state) params.set('state', state);
  return `/funding/entries?${params}`;
}
