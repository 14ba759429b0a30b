import type { Bilingual } from '../../policy/types.js';
import { cellText, plainWords, type SheetRow } from '../import/sheet.js';
import { type RegisterRecord, readRecord } from './register-records.js';
import type { Register } from './registers.js';

/** A question as it stands in a file for a department; the identity number is open, as the person must be found. */
export interface FileQuestion {
  requestNumber: string;
  row: number;
  name: string;
  idNumber: string;
  signedOn: string;
  validUntil: string;
}

type Cell = string | number | null;

/** The columns before those of the register, in both directions. */
const FRAME = ['核对编号', '行号', '姓名', '身份证号', '授权签署', '授权有效至', '有无记录', '数据日期'] as const;
const WORDS = { found: '有', none: '无' } as const;

export function fileHeadings(register: Register): string[] {
  return [...FRAME, ...register.fields.map(({ name }) => name.zh)];
}

export function fileRow(register: Register, question: FileQuestion): Cell[] {
  const { requestNumber, row, name, idNumber, signedOn, validUntil } = question;
  return [requestNumber, row, name, idNumber, signedOn, validUntil, null, null, ...register.fields.map(() => null)];
}

/** One row of an answered file that can be read. */
export interface AnsweredRow {
  /** Counted from 1, as the spreadsheet shows it. */
  line: number;
  requestNumber: string;
  row: number;
  idNumber: string;
  found: boolean;
  record: RegisterRecord;
  /** YYYY-MM-DD, null when the file does not say. */
  answeredOn: string | null;
}

export interface RowProblem {
  line: number;
  message: Bilingual;
}

export interface AnsweredFile {
  rows: AnsweredRow[];
  problems: RowProblem[];
  /** Rows that nobody filled in yet. */
  blank: number;
}

const plain = (cell: SheetRow['cells'][number] | undefined) => plainWords(cellText(cell));

/**
 * Reads a file that a department filled in: its headings anywhere in the first ten rows and in any order, other columns
 * left aside, rows without an answer skipped. What cannot be read is told by its line.
 */
export function readAnsweredFile(register: Register, table: readonly SheetRow[]): AnsweredFile {
  const headingAt = table.slice(0, 10).findIndex(({ cells }) => {
    const words = cells.map(plain);
    return words.includes('核对编号') && words.includes('行号');
  });
  if (headingAt < 0) {
    const message = {
      zh: '找不到表头：需要“核对编号”和“行号”两列。请在导出的文件上填写后上传。',
      en: 'No headings: the columns 核对编号 and 行号 are needed. Fill in the file that was exported.',
    };
    return { rows: [], problems: [{ line: 1, message }], blank: 0 };
  }
  const headings = (table[headingAt]?.cells ?? []).map(plain);
  const result: AnsweredFile = { rows: [], problems: [], blank: 0 };
  for (const { at, cells } of table.slice(headingAt + 1)) {
    const read = readRow(register, (heading) => plain(cells[headings.indexOf(heading)]), at);
    if (read === 'blank') result.blank += 1;
    else if ('message' in read) result.problems.push(read);
    else result.rows.push(read);
  }
  return result;
}

function readRow(
  register: Register,
  cell: (heading: string) => string,
  line: number,
): AnsweredRow | RowProblem | 'blank' {
  const problem = (zh: string, en: string): RowProblem => ({ line, message: { zh, en } });
  const raw = Object.fromEntries(register.fields.map(({ code, name }) => [code, cell(name.zh.normalize('NFKC'))]));
  const { record, wrong } = readRecord(register.fields, raw);
  const said = cell('有无记录');
  const filled = Object.keys(record).length > 0 || wrong.length > 0;
  if (said === '' && !filled) return 'blank';
  if (said !== '' && said !== WORDS.found && said !== WORDS.none) {
    return problem(`“有无记录”应填“有”或“无”，现为“${said}”。`, `有无记录 is 有 or 无, not "${said}".`);
  }
  if (wrong.length > 0) {
    const names = wrong.map(({ name }) => name.zh).join('、');
    return problem(`“${names}”填写不正确，请核对。`, `Not filled in correctly: ${names}.`);
  }
  if (said === WORDS.none && filled) {
    return problem('“有无记录”为“无”，却填写了内容。', '有无记录 says 无, but something is filled in.');
  }
  if (said === WORDS.found && !filled) {
    return problem('“有无记录”为“有”，请填写至少一栏。', '有无记录 says 有; fill in at least one column.');
  }
  const day = cell('数据日期').replace(/^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/, (_, y, m, d) => {
    return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  });
  if (day !== '' && (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))) {
    return problem(`数据日期“${day}”不是有效日期。`, `"${day}" is not a real date.`);
  }
  return {
    line,
    requestNumber: cell('核对编号'),
    row: Number(cell('行号')),
    idNumber: cell('身份证号').toUpperCase(),
    found: filled,
    record,
    answeredOn: day || null,
  };
}
