import type { ListColumn } from '../list/entry-values.js';
import type { AmountUnit } from './cell-value.js';

/** A column of the file and what it is for. */
export interface MappedColumn {
  /** Counted from 0. */
  index: number;
  target: string;
  unit: AmountUnit;
}

/** A column as it is asked for: amounts in yuan unless said otherwise. */
export function mappedColumn({
  index,
  target,
  unit,
}: {
  index: number;
  target: string;
  unit?: string | null;
}): MappedColumn {
  return { index, target, unit: unit === 'wan' ? 'wan' : 'yuan' };
}

/** The list that a file is a version of. */
export interface ListChoice {
  code: string;
  title: string;
  departmentCode: string;
  unit: string;
  whole: boolean;
  /** null: as it is. */
  sharedWith: string[] | null;
  /** Those that the file has. */
  columns: ListColumn[];
}

/** How a file is to be read, as its author chose. */
export interface Choices {
  sheet: number;
  /** Counted from 1; what stands above it is left out. */
  headerRow: number;
  columns: MappedColumn[];
  /** The day of facts without a day of their own, or of a list, YYYY-MM-DD. */
  observedOn: string | null;
  /** Where facts and aid come from, in the author's words. */
  source: string;
  verified: boolean;
  /** The program of aid without a column for it. */
  programCode: string | null;
  /** Bring in people who look like somebody registered all the same. */
  withDuplicates: boolean;
  /** Of lists only. */
  list: ListChoice | null;
}
