import { askForBudget } from '../features/budget/ask-for-budget.js';
import { decideBudgetRequest } from '../features/budget/decide-budget-request.js';
import { recordLivelihood } from '../features/livelihood/record-livelihood.js';
import { findLine } from '../ledger/ledger.js';
import type { Casework } from './casework.js';

interface Change {
  /** Who asks. */
  by: string;
  program: string;
  kind: string;
  amount?: string;
  places?: number;
  /** The program whose line receives. */
  to?: string;
  reason: string;
  document: string;
  /** Who decides, and the reason of a refusal; left out, it waits. */
  decidedBy?: string;
  refusal?: string;
}

const CHANGES: Change[] = [
  {
    by: 'manager-mca',
    program: 'MCA-05',
    kind: 'supplement',
    amount: '80000',
    reason: '入夏以来重病支出型困难增多，临时救助资金偏紧',
    document: '县财社〔{year}〕31号',
    decidedBy: 'finance',
  },
  {
    by: 'manager-mia',
    program: 'MIA-02',
    kind: 'supplement',
    amount: '300000',
    reason: '医疗救助基金上级补助到位',
    document: '市财社〔{year}〕47号',
    decidedBy: 'leader',
  },
  {
    by: 'manager-dpf',
    program: 'DPF-03',
    kind: 'transfer',
    to: 'DPF-02',
    amount: '10000',
    reason: '残疾学生资助已发完，余款调剂用于残疾人临时救助',
    document: '县残联〔{year}〕15号',
    decidedBy: 'finance',
  },
  {
    by: 'finance-2',
    program: 'HUD-02',
    kind: 'freeze',
    amount: '60000',
    reason: '上半年执行率偏低，暂缓安排',
    document: '县财预〔{year}〕22号',
    decidedBy: 'finance',
  },
  {
    by: 'manager-ftu',
    program: 'FTU-01',
    kind: 'supplement',
    amount: '50000',
    reason: '拟扩大困难职工帮扶面',
    document: '县工发〔{year}〕9号',
    decidedBy: 'finance',
    refusal: '工会经费年内无新增来源，请在明年预算中安排',
  },
  {
    by: 'manager-edu',
    program: 'EDU-04',
    kind: 'quota',
    places: 10,
    reason: '今年考取大学的困难学生多于往年',
    document: '县教发〔{year}〕28号',
  },
  {
    by: 'finance-2',
    program: 'HRS-02',
    kind: 'cut',
    amount: '20000',
    reason: '年中压减一般性支出',
    document: '县财预〔{year}〕35号',
  },
  {
    by: 'manager-rc',
    program: 'RC-01',
    kind: 'supplement',
    amount: '150000',
    reason: '人道救助申请积压，争取专项募捐资金',
    document: '县红会〔{year}〕11号',
  },
];

/** What the finance bureau told of former years, in ten thousand yuan; one it corrected. */
const LIVELIHOOD = [
  { ago: 4, revenue: 2860, livelihood: 1951 },
  { ago: 3, revenue: 3120, livelihood: 2203 },
  { ago: 2, revenue: 2745, livelihood: 1967 },
  { ago: 1, revenue: 3390, livelihood: 2410, corrected: 2386 },
];

/** How much of the new revenue of former years went to livelihood. `day`: YYYY-MM-DD. */
export async function tellLivelihood(work: Casework, day: string): Promise<void> {
  for (const { ago, revenue, livelihood, corrected } of LIVELIHOOD) {
    const year = Number(day.slice(0, 4)) - ago;
    const told = { year, newRevenue: `${revenue}0000`, document: `${year}年财政决算表` };
    const first = { ...told, expectedVersion: 0, livelihood: `${livelihood}0000` };
    await work.act('finance-2', `livelihood:${year}`, first, recordLivelihood);
    if (!corrected) continue;
    const correction = {
      ...told,
      expectedVersion: 1,
      livelihood: `${corrected}0000`,
      reason: '扣除重复列入的专项债支出',
    };
    await work.act('finance', `livelihood:${year}:corrected`, correction, recordLivelihood);
  }
}

/** This year's budgets have moved since January: some changes are decided, a few wait. */
export async function moveBudgets(work: Casework, day: string): Promise<void> {
  const year = Number(day.slice(0, 4));
  const lineOf = async (program: string) => {
    const line = await findLine(work.sql, program, year);
    if (!line) throw new Error(`No budget line of ${program} in ${year}`);
    return line.id;
  };
  for (const { by, program, to, decidedBy, refusal, document, ...change } of CHANGES) {
    const step = `budget:${program}:${change.kind}`;
    const asked = {
      ...change,
      lineId: await lineOf(program),
      toLineId: to ? await lineOf(to) : null,
      document: document.replace('{year}', String(year)),
    };
    const requestId = await work.act(by, step, asked, askForBudget);
    if (!decidedBy) continue;
    const decision = { requestId, expectedVersion: 1, outcome: refusal ? 'refuse' : 'approve', note: refusal ?? null };
    await work.act(decidedBy, `${step}:decided`, decision, decideBudgetRequest);
  }
}
