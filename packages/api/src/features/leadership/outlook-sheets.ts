import type { Context } from '../../context.js';
import { reader } from '../../context.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { type SheetColumn, sheetOf } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { unitName } from '../identity/unit-name.js';
import { compareYears, townshipTiles } from './compare-years.js';
import { kindsOf, stepName } from './kinds-and-steps.js';
import { type LateRow, LeadershipReader } from './leadership.reader.js';
import type { FundingKind, FundingTile, FundingYear } from './leadership.types.js';

/** Yuan of fen; an empty cell for what is not known. */
export const yuan = (fen: number | null | undefined) => (fen === null || fen === undefined ? null : fen / 100);
const fenColumn = <Row>(zh: string, en: string, of: (row: Row) => number): SheetColumn<Row> => ({
  heading: { zh: `${zh}（元）`, en: `${en} (yuan)` },
  cell: (row) => yuan(of(row)),
});
const labelColumn = <Row extends { label: Bilingual }>(heading: Bilingual): SheetColumn<Row> => ({
  heading,
  cell: ({ label }, { tell }) => tell(label),
});
const countColumn = <Row>(zh: string, en: string, cell: (row: Row) => number): SheetColumn<Row> => ({
  heading: { zh, en },
  cell,
});

const TOWNSHIPS = (year: number): SheetColumn<FundingTile>[] => [
  labelColumn({ zh: '乡镇', en: 'Township' }),
  countColumn('户数', 'Households', ({ households }) => households),
  fenColumn(`${year} 已用`, `${year} spent`, ({ spentFen }) => spentFen),
  fenColumn(`${year - 1} 已用`, `${year - 1} spent`, ({ beforeFen }) => beforeFen),
];

const KINDS: SheetColumn<FundingKind>[] = [
  labelColumn({ zh: '家庭类别', en: 'Kind of household' }),
  countColumn('户数', 'Households', ({ households }) => households),
  countColumn('笔数', 'Entries', ({ entries }) => entries),
  fenColumn('已用', 'Spent', ({ spentFen }) => spentFen),
];

const YEARS: SheetColumn<FundingYear>[] = [
  countColumn('年度', 'Year', ({ year }) => year),
  fenColumn('预算', 'Budget', ({ budgetFen }) => budgetFen),
  fenColumn('已用', 'Spent', ({ spentFen }) => spentFen),
  fenColumn('其中已发放', 'of it paid', ({ paidFen }) => paidFen),
  fenColumn('结余', 'Left', ({ leftFen }) => leftFen),
  ...Array.from({ length: 12 }, (_, index) =>
    fenColumn<FundingYear>(`${index + 1} 月`, `Month ${index + 1}`, ({ monthsFen }) => monthsFen[index] as number),
  ),
];

const LATE: SheetColumn<LateRow>[] = [
  { heading: { zh: '单位', en: 'Unit' }, cell: ({ unit }, { county, tell }) => tell(unitName(county, unit)) },
  { heading: { zh: '环节', en: 'Step' }, cell: ({ kind }, { county, tell }) => tell(stepName(county, kind)) },
  countColumn('逾期（件）', 'Late', ({ tasks }) => tasks),
  { heading: { zh: '最早应办日', en: 'Oldest was due' }, cell: ({ oldestDueOn }) => oldestDueOn },
  countColumn('逾期工作日', 'Working days late', ({ oldestDueOn }) => workingDaysBetween(oldestDueOn, today())),
];

/** Where the money of a year went, beside earlier years, and what is late: sheets beside the outlook. */
export async function sheetsBeside(context: Context, year: number) {
  const [tiles, kinds, years, late] = await Promise.all([
    townshipTiles(context, year, {}),
    kindsOf(context, year),
    compareYears(context, year),
    reader(context, LeadershipReader).late(today()),
  ]);
  return [
    sheetOf({ zh: '乡镇', en: 'Townships' }, TOWNSHIPS(year), tiles),
    sheetOf({ zh: '家庭类别', en: 'Kinds of household' }, KINDS, kinds),
    sheetOf({ zh: '年度与月份', en: 'Years and months' }, YEARS, years),
    sheetOf({ zh: '逾期', en: 'Late' }, LATE, late),
  ];
}
