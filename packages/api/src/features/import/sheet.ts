import type { Bilingual } from '../../policy/types.js';

/** What stands in a cell that is no plain value: a formula nobody worked out, an error such as #N/A, the rest of a merged one. */
export interface OddCell {
  odd: 'formula' | 'error' | 'merged';
  text: string;
}

/** A cell as it stands in the file. Dates that the file marks as such are YYYY-MM-DD. */
export type Cell = string | number | null | OddCell;

/** One row of a sheet; `at` counts from 1, as spreadsheets show it. */
export interface SheetRow {
  at: number;
  cells: Cell[];
}

/** A sheet of a file, without the rows that are empty. */
export interface Sheet {
  name: string;
  rows: SheetRow[];
  /** What one should know about how it was read. */
  notes: Bilingual[];
}

/** Column 0 as A, 26 as AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetter(rest) : '') + String.fromCharCode(65 + (index % 26));
}

/** What stands in a cell as text; the former look of an odd one. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.text : String(cell);
}

/** A text as people mean it: full-width signs as plain ones, spaces at the ends gone and in between made one. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, ' ')
    .trim();
}

/** Without any space: for names, codes and numbers, in which people put spaces for looks. */
export function compact(text: string): string {
  return plainWords(text).replace(/ /g, '');
}
