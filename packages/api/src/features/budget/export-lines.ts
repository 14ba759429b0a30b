import type { Request, Response } from 'express';
import type { Context } from '../../context.js';
import { today } from '../../platform/clock.js';
import { notAllowed } from '../../platform/errors.js';
import { type SheetColumn, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import type { Bilingual } from '../../policy/types.js';
import { FundingReader, type LineRow } from '../funding/funding.reader.js';

const money = (heading: Bilingual, key: `${string}Fen` & keyof LineRow): SheetColumn<LineRow> => ({
  heading,
  cell: (line) => Number(line[key]) / 100,
});

const COLUMNS: SheetColumn<LineRow>[] = [
  { heading: { zh: '年度', en: 'Year' }, cell: ({ year }) => year },
  { heading: { zh: '项目编码', en: 'Code' }, cell: ({ programCode }) => programCode },
  {
    heading: { zh: '项目', en: 'Program' },
    cell: ({ programCode }, { county, tell }) =>
      tell(county.program(programCode)?.name ?? { zh: programCode, en: programCode }),
  },
  {
    heading: { zh: '部门', en: 'Department' },
    cell: ({ departmentCode }, { county, tell }) => tell(county.department(departmentCode).name),
  },
  {
    heading: { zh: '资金来源', en: 'Fund' },
    cell: ({ fundCode }, { county, tell }) =>
      tell(county.pack.funds.find(({ code }) => code === fundCode)?.name ?? { zh: fundCode, en: fundCode }),
  },
  money({ zh: '预算（元）', en: 'Budget (yuan)' }, 'budgetFen'),
  money({ zh: '冻结（元）', en: 'Frozen (yuan)' }, 'frozenFen'),
  money({ zh: '会中预占（元）', en: 'Reserved (yuan)' }, 'reservedFen'),
  money({ zh: '占用（元）', en: 'Held (yuan)' }, 'heldFen'),
  money({ zh: '已承诺（元）', en: 'Committed (yuan)' }, 'committedFen'),
  money({ zh: '已发放（元）', en: 'Paid (yuan)' }, 'paidFen'),
  money({ zh: '余额（元）', en: 'Left (yuan)' }, 'leftFen'),
  { heading: { zh: '名额', en: 'Places' }, cell: ({ placesTotal }) => placesTotal },
  { heading: { zh: '剩余名额', en: 'Places left' }, cell: ({ placesLeft }) => placesLeft },
  { heading: { zh: '关闭日期', en: 'Closed on' }, cell: ({ closedOn }) => closedOn },
];

/** GET with the year, and a fund and department to narrow, in the address: the budget lines as a workbook. */
export function exportLines(context: Context, request: Request, response: Response): Promise<void> {
  const filter = textsOf(request, ['year', 'fund', 'department']);
  const year = /^\d{4}$/.test(filter.year ?? '') ? Number(filter.year) : Number(today().slice(0, 4));
  return sendWorkbook(context, request, response, (reader) => {
    if (!reader.ability.can('read', 'BudgetLine'))
      throw notAllowed({ zh: '您的岗位不查看预算。', en: 'Your post does not see budgets.' });
    return {
      file: `budget-lines-${year}`,
      sheet: { zh: `${year}年预算`, en: `Budget ${year}` },
      columns: COLUMNS,
      pages: async () => {
        const lines = await new FundingReader(reader).lines([year]);
        const wanted = ({ fundCode, departmentCode }: LineRow) =>
          (!filter.fund || filter.fund === fundCode) && (!filter.department || filter.department === departmentCode);
        return { nodes: lines.filter(wanted), nextCursor: null };
      },
      audit: { command: 'exportBudgetLines', input: filter, of: { type: 'Staff', id: reader.actor.staffId } },
    };
  });
}
