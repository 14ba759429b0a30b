import type { Request, Response } from 'express';
import { type Context, reader } from '../../context.js';
import { today } from '../../platform/clock.js';
import { invalidInput, notAllowed } from '../../platform/errors.js';
import { type SheetColumn, sendWorkbook, textsOf } from '../../platform/send-workbook.js';
import { type WaitingProgramRow, WaitingReader } from '../waiting/waiting.reader.js';
import type { Forecast } from './forecast.js';
import { fundingOutlook, type ProgramOutlookRow } from './outlook.js';
import { sheetsBeside, yuan } from './outlook-sheets.js';

type Row = ProgramOutlookRow & { waiting: WaitingProgramRow | undefined };

const foretold = (zh: string, en: string, of: (forecast: Forecast) => number): SheetColumn<Row> => ({
  heading: { zh: `${zh}（元）`, en: `${en} (yuan)` },
  cell: ({ forecast }) => yuan(forecast && of(forecast)),
});

const COLUMNS: SheetColumn<Row>[] = [
  {
    heading: { zh: '项目', en: 'Program' },
    cell: ({ programCode }, { county, tell }) =>
      tell(county.program(programCode)?.name ?? { zh: programCode, en: programCode }),
  },
  {
    heading: { zh: '部门', en: 'Department' },
    cell: ({ departmentCode }, { county, tell }) => tell(county.department(departmentCode).name),
  },
  { heading: { zh: '预算（元）', en: 'Budget (yuan)' }, cell: ({ budgetFen }) => yuan(budgetFen) },
  { heading: { zh: '结余（元）', en: 'Left (yuan)' }, cell: ({ leftFen }) => yuan(leftFen) },
  foretold('月均', 'A month', ({ monthlyFen }) => monthlyFen),
  foretold('最清三个月月均', 'A month, quietest quarter', ({ lowFen }) => lowFen),
  foretold('最忙三个月月均', 'A month, busiest quarter', ({ highFen }) => highFen),
  {
    heading: { zh: '用到', en: 'Runs out in' },
    cell: ({ forecast }, { tell }) => {
      if (!forecast) return tell({ zh: '不足以预测', en: 'too little to tell' });
      return forecast.runsOutIn ?? tell({ zh: '能到年底', en: 'lasts the year' });
    },
  },
  foretold('年底预计结余', 'Left on 31 December', ({ yearEndFen }) => yearEndFen),
  { heading: { zh: '闲置（元）', en: 'Idle (yuan)' }, cell: ({ idleFen }) => yuan(idleFen) },
  { heading: { zh: '符合未享受（户）', en: 'Entitled, without it' }, cell: ({ unserved }) => unserved },
  { heading: { zh: '可再救助（户）', en: 'Could be served' }, cell: ({ couldServe }) => couldServe },
  { heading: { zh: '候补（人）', en: 'Waiting' }, cell: ({ waiting }) => waiting?.waiting ?? 0 },
  {
    heading: { zh: '候补需要（元）', en: 'Needed by them (yuan)' },
    cell: ({ waiting }) => yuan(waiting?.neededFen ?? 0),
  },
];

/** GET with `year` in the address: what the reader may see of the leader's page, as a workbook. */
export function exportOutlook(context: Context, request: Request, response: Response): Promise<void> {
  const year = Number(textsOf(request, ['year']).year ?? today().slice(0, 4));
  return sendWorkbook(context, request, response, (signedIn) => ({
    file: `funding-${year}`,
    sheet: { zh: '资金展望', en: 'Outlook' },
    columns: COLUMNS,
    pages: async () => ({ nodes: await rowsOf(signedIn, year), nextCursor: null }),
    beside: () => sheetsBeside(signedIn, year),
    audit: { command: 'exportOutlook', input: { year }, of: { type: 'Funding', id: signedIn.actor.staffId } },
  }));
}

async function rowsOf(context: Context, year: number): Promise<Row[]> {
  if (!context.ability.can('read', 'BudgetLine')) {
    throw notAllowed({ zh: '您的岗位不看资金。', en: 'Your post sees no money.' });
  }
  if (!(year >= 2000 && year <= 2100)) {
    throw invalidInput([
      { path: 'year', message: { zh: '年度应在 2000 至 2100 之间。', en: 'The year lies between 2000 and 2100.' } },
    ]);
  }
  const [outlook, waiting] = await Promise.all([
    fundingOutlook(context, year),
    reader(context, WaitingReader).programs(year),
  ]);
  return outlook.programs.map((row) => ({
    ...row,
    waiting: waiting.find(({ programCode }) => programCode === row.programCode),
  }));
}
