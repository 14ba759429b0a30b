import type { FundingRowPartsFragment } from '@yimen/schema/documents';

/** The five figures of a row, in the order in which money travels, with the state of the entries behind each. */
export const COLUMNS = [
  { key: 'budgetFen', name: 'budget', state: undefined, color: '#d9d2c3' },
  { key: 'heldFen', name: 'held', state: 'held', color: '#d8a948' },
  { key: 'committedFen', name: 'committed', state: 'committed', color: '#5b9aa0' },
  { key: 'paidFen', name: 'paid', state: 'paid', color: '#1f6f6b' },
  { key: 'leftFen', name: 'left', state: undefined, color: '#e9e4d8' },
] as const satisfies readonly {
  key: keyof FundingRowPartsFragment;
  name: string;
  state: string | undefined;
  color: string;
}[];

export type Dimension = 'fund' | 'department' | 'program' | 'township' | 'month';

/** The address of the list behind a number. */
export function entriesHref(year: number, dimension?: Dimension, key?: string, state?: string): string {
  const params = new URLSearchParams({ year: String(year) });
  if (dimension && key) params.set(dimension, key);
  if (state) params.set('state', state);
  return `/funding/entries?${params}`;
}
