import { createHash } from 'node:crypto';
import { cellText, plainWords, type SheetRow } from './sheet.js';
import { guessTargets, headingKey, type Target } from './targets.js';

/** The column that the error workbook adds; a file that comes back with it is the same file. */
export const ERROR_COLUMN = '错误说明';

const LOOKED_AT = 30;

/** The row of the headings (counted from 1): where most of them are known; above it stand titles and remarks. */
export function guessHeaderRow(rows: readonly SheetRow[], targets: readonly Target[]): number {
  let best = { at: rows[0]?.at ?? 1, known: 0, filled: 0 };
  for (const { at, cells } of rows.slice(0, LOOKED_AT)) {
    const texts = cells.map(cellText);
    const known = guessTargets(texts, targets).filter(Boolean).length;
    const filled = texts.filter((text) => text.trim() !== '').length;
    if (known > best.known || (known === best.known && known === 0 && filled >= 2 && best.filled < 2)) {
      best = { at, known, filled };
    }
  }
  return best.at;
}

/** The headings of a row, for each column of the sheet; empty where there is none. */
export function headingsOf(rows: readonly SheetRow[], headerRow: number): string[] {
  const header = rows.find(({ at }) => at === headerRow)?.cells.map((cell) => plainWords(cellText(cell))) ?? [];
  const below = rows.filter(({ at }) => at > headerRow).map(({ cells }) => cells.length);
  const width = Math.max(header.length, ...below);
  return Array.from({ length: width }, (_none, index) => header[index] ?? '');
}

/** What tells a table of one layout again: its headings in order, without the column of errors. */
export function signatureOf(headings: readonly string[]): string {
  const keys = headings.filter((heading) => heading !== ERROR_COLUMN).map(headingKey);
  while (keys.at(-1) === '') keys.pop();
  return createHash('sha256').update(keys.join('\u0000')).digest('base64url');
}
