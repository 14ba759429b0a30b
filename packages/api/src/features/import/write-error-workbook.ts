import { type CellStyle, type Cell as StyledCell, writeXlsx } from 'hucre/xlsx';
import { ERROR_COLUMN } from './headings.js';
import { cellText, type SheetRow } from './sheet.js';

/** What an error workbook is made of: the heading, the rows that stayed out, and what is wrong with each. */
export interface ErrorWorkbook {
  headings: string[];
  rows: SheetRow[];
  problems: { row: number; column: number | null; text: string }[];
}

const WRONG: CellStyle = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFE7BA' } } };
const HEADING: CellStyle = { font: { bold: true } };

/**
 * The rows that stayed out as they stood in the file, with a column that says what is wrong and the wrong cells
 * coloured. Numbers stay numbers, text stays text, so that the corrected workbook can be uploaded again.
 */
export async function writeErrorWorkbook({ headings, rows, problems }: ErrorWorkbook): Promise<Uint8Array> {
  const kept = headings.map((heading, index) => ({ heading, index })).filter(({ heading }) => heading !== ERROR_COLUMN);
  const byRow = Map.groupBy(problems, ({ row }) => row);
  const cells = new Map<string, Partial<StyledCell>>();
  const header = [...kept.map(({ heading }) => heading), ERROR_COLUMN];
  for (const column of header.keys()) cells.set(`0,${column}`, { style: HEADING });
  const body = rows.map(({ at, cells: values }, index) => {
    const wrong = byRow.get(at) ?? [];
    for (const { column } of wrong) {
      const place = kept.findIndex((one) => one.index === column);
      if (place >= 0) cells.set(`${index + 1},${place}`, { style: WRONG });
    }
    const texts = wrong.map(({ text }) => text);
    return [...kept.map((one) => plain(values[one.index])), texts.join('；')];
  });
  return writeXlsx({ sheets: [{ name: '需更正', rows: [header, ...body], cells, freezePane: { rows: 1 } }] });
}

function plain(cell: SheetRow['cells'][number] | undefined): string | number | null {
  if (cell === null || cell === undefined || typeof cell === 'number') return cell ?? null;
  const text = cellText(cell);
  // A text that a spreadsheet would take for a formula begins with an apostrophe.
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
