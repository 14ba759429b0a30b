import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { notFound } from '../../platform/errors.js';
import { type SheetColumn, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { RecalculationReader } from './recalculation.reader.js';
import type { RecalculationRow } from './recalculation.types.js';

const PAGE = 100;
const FEN = 100;

const KINDS: Record<string, Bilingual> = {
  more: { zh: '提高', en: 'More' },
  same: { zh: '不变', en: 'The same' },
  less: { zh: '降低（待核）', en: 'Less (second look)' },
  ends: { zh: '不再符合（待核）', en: 'No longer fits (second look)' },
  open: { zh: '情况不明', en: 'A fact is missing' },
  waits: { zh: '已暂停', en: 'Suspended' },
  exit: { zh: '渐退期', en: 'Going out by months' },
};
const STATES: Record<string, Bilingual> = {
  waiting: { zh: '未执行', en: 'Not carried out' },
  done: { zh: '已执行', en: 'Carried out' },
  second_look: { zh: '转部门复核', en: 'Second look' },
  skipped: { zh: '跳过', en: 'Skipped' },
};

const COLUMNS: SheetColumn<RecalculationRow>[] = [
  { heading: { zh: '户编号', en: 'Household' }, cell: ({ householdCode }) => householdCode },
  { heading: { zh: '收款人', en: 'Payee' }, cell: ({ payee }) => payee },
  {
    heading: { zh: '乡镇', en: 'Township' },
    cell: ({ townshipCode }, { county, tell }) => {
      const township = county.township(townshipCode);
      return township ? tell(township.name) : townshipCode;
    },
  },
  { heading: { zh: '结果', en: 'Outcome' }, cell: ({ kind }, { tell }) => tell(KINDS[kind] as Bilingual) },
  { heading: { zh: '现每月（元）', en: 'A month now (yuan)' }, cell: ({ beforeFen }) => beforeFen / FEN },
  {
    heading: { zh: '重算每月（元）', en: 'A month by the rule (yuan)' },
    cell: ({ afterFen }) => (afterFen === null ? null : afterFen / FEN),
  },
  { heading: { zh: '本年剩余月数', en: 'Months left in the year' }, cell: ({ monthsLeft }) => monthsLeft },
  { heading: { zh: '补发（元）', en: 'Made up for (yuan)' }, cell: ({ arrearsFen }) => arrearsFen / FEN },
  { heading: { zh: '执行', en: 'State' }, cell: ({ state }, { tell }) => tell(STATES[state] as Bilingual) },
];

/** GET `?id=…&kind=…`: the rows of a recalculation as a workbook, for who may see their names. */
export function exportRecalculation(context: Context, request: Request, response: Response): Promise<void> {
  const { id, kind } = textsOf(request, ['id', 'kind']);
  return sendWorkbook(context, request, response, (signedIn) => {
    const recalculations = new RecalculationReader(signedIn);
    return {
      file: 'recalculation',
      sheet: { zh: '重算明细', en: 'Recalculation' },
      columns: COLUMNS,
      pages: async (after) => {
        const found = await recalculations.find(id ?? '', 'read_rows');
        if (!found) throw notFound({ zh: '重算', en: 'recalculation' });
        return recalculations.rows(found.id, { kind, first: PAGE, after });
      },
      audit: {
        command: 'exportRecalculation',
        input: { id, kind },
        of: { type: 'Recalculation', id: id ?? '' },
      },
    };
  });
}
