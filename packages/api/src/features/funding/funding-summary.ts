import type { Context } from '../../context.js';
import type { County } from '../../platform/county.js';
import type { Bilingual } from '../../policy/types.js';
import type { EntrySums, FundingReader, LineRow } from './funding.reader.js';
import type { FundingRow, FundingSummary } from './funding.types.js';

interface Dimension {
  keyOf(line: LineRow): string;
  /** Every row that may appear, in the county pack's order. */
  labels: readonly { key: string; label: Bilingual }[];
}

/** The leader's table of a year: totals, and rows by fund, department, program, township and month. */
export async function fundingSummary(context: Context, reader: FundingReader, year: number): Promise<FundingSummary> {
  const [lines, sums, households, planned] = await Promise.all([
    reader.lines([year]),
    reader.sums(year),
    reader.households(year),
    reader.planned(year),
  ]);
  const { pack } = context.county;
  const byLine = (dimension: EntrySums['dimension'], of: Dimension) => rowsByLine(lines, sums, dimension, of);
  const total = (key: 'budgetFen' | 'frozenFen' | 'reservedFen' | 'heldFen' | 'committedFen' | 'paidFen' | 'leftFen') =>
    lines.reduce((sum, line) => sum + line[key], 0);
  return {
    year,
    totals: {
      budgetFen: total('budgetFen'),
      frozenFen: total('frozenFen'),
      reservedFen: total('reservedFen'),
      heldFen: total('heldFen'),
      committedFen: total('committedFen'),
      paidFen: total('paidFen'),
      leftFen: total('leftFen'),
      households,
      ...planned,
    },
    byFund: byLine('fund', { keyOf: (line) => line.fundCode, labels: named(pack.funds) }),
    byDepartment: byLine('department', { keyOf: (line) => line.departmentCode, labels: named(pack.departments) }),
    byProgram: byLine('program', { keyOf: (line) => line.programCode, labels: named(pack.programs) }),
    byTownship: rowsWithoutBudget(sums, 'township', townshipLabels(context.county)),
    byMonth: rowsWithoutBudget(sums, 'month', MONTHS),
  };
}

/** Every township in the pack's order, and what money of no township is called. */
export function townshipLabels({ pack }: County): { key: string; label: Bilingual }[] {
  return [...named(pack.townships), { key: 'none', label: { zh: '未分乡镇', en: 'No township' } }];
}

const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  key: String(index + 1),
  label: {
    zh: `${index + 1}月`,
    en: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2000, index, 1))),
  },
}));

function named(items: readonly { code: string; name: Bilingual }[]): { key: string; label: Bilingual }[] {
  return items.map(({ code, name }) => ({ key: code, label: name }));
}

function sumsOf(
  sums: readonly EntrySums[],
  dimension: EntrySums['dimension'],
  key: string,
): Omit<EntrySums, 'dimension' | 'key'> {
  const isIts = (one: EntrySums) => one.dimension === dimension && one.key === key;
  const none = { frozenFen: 0, reservedFen: 0, heldFen: 0, committedFen: 0, paidFen: 0, entries: 0 };
  const { dimension: _dimension, key: _key, ...own } = sums.find(isIts) ?? { dimension, key, ...none };
  return own;
}

function rowsByLine(
  lines: readonly LineRow[],
  sums: readonly EntrySums[],
  dimension: EntrySums['dimension'],
  { keyOf, labels }: Dimension,
): FundingRow[] {
  return labels.flatMap(({ key, label }) => {
    const own = lines.filter((line) => keyOf(line) === key);
    if (own.length === 0) return [];
    const total = (of: 'budgetFen' | 'leftFen') => own.reduce((sum, line) => sum + line[of], 0);
    return [{ key, label, ...sumsOf(sums, dimension, key), budgetFen: total('budgetFen'), leftFen: total('leftFen') }];
  });
}

function rowsWithoutBudget(
  sums: readonly EntrySums[],
  dimension: EntrySums['dimension'],
  labels: readonly { key: string; label: Bilingual }[],
): FundingRow[] {
  return labels.flatMap(({ key, label }) => {
    const own = sumsOf(sums, dimension, key);
    return own.entries === 0 && key === 'none' ? [] : [{ key, label, ...own, budgetFen: null, leftFen: null }];
  });
}
