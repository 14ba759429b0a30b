import type { County } from '../../platform/county.js';
import type { InputCheck } from '../../platform/parse.js';
import type { Program } from '../../policy/types.js';

/** A row as it was typed. */
export interface TypedRow {
  programCode: string;
  fundCode: string;
  /** Yuan; empty: the line is not opened. */
  amount: string;
  /** Empty: no quota. */
  places: string;
}

export interface PlannedLine {
  program: Program;
  fundCode: string;
  fen: number;
  places: number | null;
}

const MOST_PLACES = 100_000;

/** The lines that typed rows ask for; every problem is noted at its row. */
export function readRows(
  check: InputCheck,
  { pack, program: programOf }: Pick<County, 'pack' | 'program'>,
  rows: readonly TypedRow[],
): PlannedLine[] {
  const seen = new Set<string>();
  const lines: PlannedLine[] = [];
  for (const [index, row] of rows.entries()) {
    const at = `rows.${index}`;
    const program = programOf(row.programCode);
    const known = program && pack.funds.some(({ code }) => code === row.fundCode);
    const line = `${row.programCode} ${row.fundCode}`;
    if (!known || seen.has(line)) {
      check.add(
        `${at}.amount`,
        known
          ? { zh: '同一项目和资金来源重复。', en: 'This program and fund stand here twice.' }
          : { zh: '没有该项目或资金来源。', en: 'There is no such program or fund.' },
      );
      continue;
    }
    seen.add(line);
    const places = readPlaces(check, `${at}.places`, row.places);
    if (row.amount.trim() === '') {
      if (places !== null) {
        check.add(`${at}.amount`, {
          zh: '有名额的项目请填写金额（可为 0）。',
          en: 'With places, enter an amount (it may be 0).',
        });
      }
      continue;
    }
    const fen = check.yuan(`${at}.amount`, row.amount);
    if (fen !== undefined) lines.push({ program, fundCode: row.fundCode, fen, places });
  }
  if (rows.length > 0 && lines.length === 0 && check.problems.length === 0)
    check.add('rows', { zh: '请至少填写一个项目的预算。', en: 'Enter the budget of at least one program.' });
  return lines;
}

function readPlaces(check: InputCheck, path: string, text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  if (plain === '') return null;
  if (/^\d+$/.test(plain) && Number(plain) <= MOST_PLACES) return Number(plain);
  check.add(path, {
    zh: `名额应为 0 至 ${MOST_PLACES} 的整数，不限名额请留空。`,
    en: `Places are a whole number from 0 to ${MOST_PLACES}; leave it empty for no quota.`,
  });
  return null;
}
