import { type CellValue, parseCsv } from 'hucre/csv';
import { type Sheet as Hucre, readXlsx } from 'hucre/xlsx';
import { type FileKind, unreadable } from './file-kind.js';
import type { Cell, Sheet, SheetRow } from './sheet.js';

/** Rows that one file may hold, all sheets together. */
export const MOST_ROWS = 200_000;
const MOST_COLUMNS = 200;

const NO_ROWS = {
  zh: '表格里没有数据。请检查是否选对了文件。',
  en: 'There is no data in this file. Is it the right one?',
};
const TOO_MANY_ROWS = {
  zh: `表格超过 ${MOST_ROWS} 行。请拆成几个文件分别导入。`,
  en: `The file has more than ${MOST_ROWS} rows. Split it into several.`,
};
const BROKEN = {
  zh: '文件已损坏或不是标准的表格，无法读取。请在 Excel 或 WPS 中打开后另存为 .xlsx 再上传。',
  en: 'The file is damaged or no proper workbook. Open it, save it as .xlsx and upload that.',
};

/** Reads all visible sheets that hold anything. Throws a Failure that tells what to do. */
export async function readSheets(kind: FileKind, bytes: Uint8Array): Promise<Sheet[]> {
  const sheets = (kind === 'xlsx' ? await readWorkbook(bytes) : [readText(bytes)]).filter(
    ({ rows }) => rows.length > 0,
  );
  const count = sheets.reduce((sum, { rows }) => sum + rows.length, 0);
  if (count === 0) throw unreadable(NO_ROWS);
  if (count > MOST_ROWS) throw unreadable(TOO_MANY_ROWS);
  return sheets;
}

async function readWorkbook(bytes: Uint8Array): Promise<Sheet[]> {
  let sheets: Hucre[];
  try {
    ({ sheets } = await readXlsx(bytes, { sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden }));
  } catch {
    throw unreadable(BROKEN);
  }
  return sheets.map((sheet) => {
    const odd = oddCells(sheet);
    const notes = [];
    if (sheet.merges?.length) {
      notes.push({
        zh: `有 ${sheet.merges.length} 处合并单元格：只有左上角的格有值。`,
        en: `${sheet.merges.length} merged cells: only the top left cell of each holds the value.`,
      });
    }
    if (odd.formulas > 0) {
      notes.push({
        zh: `有 ${odd.formulas} 个公式：按表中已算出的值读取。`,
        en: `${odd.formulas} formulas: read by the values that the workbook holds for them.`,
      });
    }
    return { name: sheet.name, notes, rows: rowsOf(sheet.rows, (row, column) => odd.at.get(`${row},${column}`)) };
  });
}

/** Cells that a plain look at the values would misread. */
function oddCells({ cells, merges, rows }: Hucre): { at: Map<string, Cell>; formulas: number } {
  const at = new Map<string, Cell>();
  let formulas = 0;
  for (const [place, cell] of cells ?? []) {
    if (cell.formula !== undefined) {
      formulas += 1;
      const result = cell.formulaResult ?? cell.value;
      if (result === null || result === undefined) at.set(place, { odd: 'formula', text: `=${cell.formula}` });
      else at.set(place, cellOf(result));
    }
    if (cell.type === 'error') at.set(place, { odd: 'error', text: String(cell.value) });
  }
  for (const { startRow, endRow, startCol, endCol } of merges ?? []) {
    const last = Math.min(endRow, rows.length - 1);
    for (let row = startRow; row <= last; row += 1) {
      for (let column = startCol; column <= Math.min(endCol, MOST_COLUMNS); column += 1) {
        if (row !== startRow || column !== startCol) at.set(`${row},${column}`, { odd: 'merged', text: '' });
      }
    }
  }
  return { at, formulas };
}

const ERRORS = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)$/;

function cellOf(value: CellValue): Cell {
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  return ERRORS.test(value) ? { odd: 'error', text: value } : value;
}

function rowsOf(
  values: readonly (readonly CellValue[])[],
  oddAt: (row: number, column: number) => Cell | undefined,
): SheetRow[] {
  const rows: SheetRow[] = [];
  for (const [index, row] of values.entries()) {
    const cells = row.slice(0, MOST_COLUMNS).map((value, column) => oddAt(index, column) ?? cellOf(value ?? null));
    while (cells.length > 0 && isBlank(cells.at(-1) ?? null)) cells.pop();
    if (cells.some((cell) => !isBlank(cell))) rows.push({ at: index + 1, cells });
  }
  return rows;
}

function isBlank(cell: Cell): boolean {
  return (
    cell === null || (typeof cell === 'string' ? cell.trim() === '' : typeof cell === 'object' && cell.text === '')
  );
}

function readText(bytes: Uint8Array): Sheet {
  const { text, encoding } = decodeText(bytes);
  const rows = parseCsv(text, { delimiter: delimiterOf(text) });
  const notes = encoding === 'UTF-8' ? [] : [{ zh: `按 ${encoding} 编码读取。`, en: `Read as ${encoding}.` }];
  return { name: 'CSV', notes, rows: rowsOf(rows, () => undefined) };
}

/** UTF-8 when every byte of it fits, by its mark UTF-16, else the Chinese national standard, of which GBK is a part. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'GB18030' };
  }
}

/** The separator that cuts the first lines into the most columns of one number. */
export function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/)
    .filter(Boolean)
    .slice(0, 20);
  const found = [',', '\t', ';', '，', '|'].map((delimiter) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    const usual = Math.max(0, ...counts);
    return { delimiter, lines: counts.filter((count) => count > 0).length, usual };
  });
  const best = found.sort((a, b) => b.lines - a.lines || b.usual - a.usual)[0];
  return best && best.usual > 0 ? best.delimiter : ',';
}
