import { parseYuan } from '../../platform/money.js';
import { parseDay } from '../../platform/parse.js';
import type { BankFile, Bilingual } from '../../policy/types.js';
import { cellText, compact, plainWords, type SheetRow } from '../import/sheet.js';

/** What the bank says became of one payment. */
export interface BankResult {
  /** The row in its file, counted from 1. */
  at: number;
  key: string;
  amountFen: number;
  outcome: 'paid' | 'returned';
  /** Why it came back; null when it was paid. */
  reason: string | null;
  /** YYYY-MM-DD; null where the bank does not say. */
  day: string | null;
}

/** A row of the bank's answer that cannot be, and why. */
export interface ResultProblem {
  /** The row; 0: the file as a whole. */
  at: number;
  key: string;
  zh: string;
  en: string;
}

const LONGEST_REASON = 200;
const HEADER_WITHIN = 20;

type Heading = Exclude<keyof BankFile['result'], 'paid' | 'returned'>;
const NEEDED: readonly Heading[] = ['key', 'amount', 'outcome'];

/** Reads the bank's answer by the county's format: each row's result, and every row that is none. */
export function readResults(
  rows: readonly SheetRow[],
  { result: format }: BankFile,
): { results: BankResult[]; problems: ResultProblem[] } {
  const columns = columnsOf(rows, format);
  if ('missing' in columns) {
    const names = columns.missing.map((heading) => `“${format[heading]}”`).join('、');
    return {
      results: [],
      problems: [
        {
          at: 0,
          key: '',
          zh: `表头里没有${names}。请上传银行返回的结果文件，或请管理员核对结果文件的格式设置。`,
          en: `The header lacks ${names}. Upload the file that the bank sent back, or have its format checked.`,
        },
      ],
    };
  }
  const results: BankResult[] = [];
  const problems: ResultProblem[] = [];
  for (const { at, cells } of rows) {
    if (at <= columns.headerRow) continue;
    const cell = (heading: Heading) => {
      const place = columns.at[heading];
      return place === undefined ? '' : plainWords(cellText(cells[place]));
    };
    const read = readRow(at, cell, format);
    if ('zh' in read) problems.push({ at, key: cell('key').slice(0, 60), ...read });
    else results.push(read);
  }
  return { results, problems };
}

function columnsOf(
  rows: readonly SheetRow[],
  format: BankFile['result'],
): { headerRow: number; at: Partial<Record<Heading, number>> } | { missing: Heading[] } {
  let missing: Heading[] = [...NEEDED];
  for (const { at, cells } of rows.slice(0, HEADER_WITHIN)) {
    const headings = cells.map((cell) => compact(cellText(cell)));
    const places: Partial<Record<Heading, number>> = {};
    for (const heading of ['key', 'amount', 'outcome', 'reason', 'day'] as const) {
      const place = headings.indexOf(compact(format[heading]));
      if (place >= 0) places[heading] = place;
    }
    const lacking = NEEDED.filter((heading) => places[heading] === undefined);
    if (lacking.length === 0) return { headerRow: at, at: places };
    if (lacking.length < missing.length) missing = lacking;
  }
  return { missing };
}

function readRow(at: number, cell: (heading: Heading) => string, format: BankFile['result']): BankResult | Bilingual {
  const key = compact(cell('key')).toUpperCase();
  if (!key) return { zh: '没有明细编号。', en: 'It has no payment number.' };
  const amount = parseYuan(cell('amount'));
  if ('problem' in amount) return amount.problem;
  const said = compact(cell('outcome'));
  const outcome = format.paid.includes(said) ? 'paid' : format.returned.includes(said) ? 'returned' : undefined;
  if (!outcome) {
    return {
      zh: `处理结果“${said}”不认识，应为${[...format.paid, ...format.returned].join('、')}之一。`,
      en: `"${said}" is no known outcome; it is one of ${[...format.paid, ...format.returned].join(', ')}.`,
    };
  }
  const reason = cell('reason').slice(0, LONGEST_REASON) || null;
  if (outcome === 'returned' && !reason)
    return { zh: '退票没有写明原因。', en: 'It came back, and no reason is given.' };
  const text = cell('day').replaceAll('/', '-');
  const day = text ? parseDay(text, 'day') : { day: null };
  if ('problem' in day) return day.problem.message;
  return { at, key, amountFen: amount.fen, outcome, reason: outcome === 'returned' ? reason : null, day: day.day };
}
