import type { AmountUnit } from './cell-value.js';

/** A column of the file and what it is for. */
export interface MappedColumn {
  /** Counted from 0. */
  index: number;
  target: string;
  unit: AmountUnit;
}

/** How a file is to be read, as its author chose. */
export interface Choices {
  sheet: number;
  /** Counted from 1; what stands above it is left out. */
  headerRow: number;
  columns: MappedColumn[];
  /** The day of facts without a day of their own, YYYY-MM-DD. */
  observedOn: string | null;
  /** Where facts and aid come from, in the author's words. */
  source: string;
  verified: boolean;
  /** The program of aid without a column for it. */
  programCode: string | null;
  /** Bring in people who look like somebody registered all the same. */
  withDuplicates: boolean;
}
