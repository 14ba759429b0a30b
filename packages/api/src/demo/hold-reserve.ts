import { askForBudget } from '../features/budget/ask-for-budget.js';
import { decideBudgetRequest } from '../features/budget/decide-budget-request.js';
import { decideReserveUse, fileReservePapers } from '../features/reserve/account-for-use.js';
import { payFromReserve } from '../features/reserve/pay-from-reserve.js';
import { papersFor, reserveRules } from '../features/reserve/rules.js';
import { findLine } from '../ledger/ledger.js';
import { addDays } from '../platform/calendar.js';
import type { Casework } from './casework.js';

/** What each township's clerk paid, in yuan, so many days before the load, and how far its papers are. */
const USES = [
  {
    ago: 24,
    amount: '1500',
    reason: 'gave_up_treatment',
    story: '查出肠癌后因凑不齐手术押金办了出院',
    state: 'settled',
  },
  { ago: 12, amount: '800', reason: 'accident', story: '厨房起火，粮食和被褥烧毁', state: 'filed' },
  {
    ago: 3,
    amount: '2000',
    reason: 'gave_up_treatment',
    story: '透析费用中断，家属放弃治疗',
    state: 'awaiting_papers',
  },
  {
    ago: 1,
    amount: '600',
    reason: 'no_livelihood',
    story: '务工人员失联，家中两名老人无米下锅',
    state: 'awaiting_papers',
  },
] as const;

const ADVANCES = ['30000', '20000', '20000', '25000', '15000', '12000', '10000'];

/** Townships hold money in advance for urgent aid, and have paid of it; one of them asks for more. `day`: YYYY-MM-DD. */
export async function holdReserve(work: Casework, day: string): Promise<void> {
  const rules = reserveRules(work.county);
  const line = rules && (await findLine(work.sql, rules.program, Number(day.slice(0, 4))));
  if (!rules || !line) return;
  const ask = { lineId: line.id, kind: 'advance', document: `县民发〔${line.year}〕3号` };
  const townships = work.county.pack.townships.map(({ code }) => code);
  for (const [place, townshipCode] of townships.entries()) {
    const asked = { ...ask, townshipCode, amount: ADVANCES[place] ?? '10000', reason: '年初拨付备用金' };
    const requestId = await work.act('manager-mca', `reserve:${townshipCode}`, asked, askForBudget);
    const decision = { requestId, expectedVersion: 1, outcome: 'approve' };
    await work.act('finance', `reserve:${townshipCode}:decided`, decision, decideBudgetRequest);
  }
  for (const [place, townshipCode] of townships.entries()) {
    const households = await work.sql<{ code: string; name: string }>(
      `select h.code, p.name from household h join person p on p.id = h.head_person_id
       where h.township_code = $1 and h.dissolved_on is null order by h.id limit $2`,
      [townshipCode, place === 0 ? USES.length : 1 + (place % 3)],
    );
    for (const [index, { code, name }] of households.entries()) {
      const use = USES[(place + index) % USES.length] as (typeof USES)[number];
      await payOne(work, { ...use, townshipCode, code, name, paidOn: dayOfYear(addDays(day, -use.ago), line.year) });
    }
  }
  const more = { ...ask, townshipCode: townships[0], amount: '5000', reason: '上月动用已报账，申请补足' };
  await work.act('manager-mca', 'reserve:again', more, askForBudget);
}

const dayOfYear = (day: string, year: number) => (day < `${year}-01-01` ? `${year}-01-01` : day);

interface Payment {
  townshipCode: string;
  code: string;
  name: string;
  amount: string;
  reason: string;
  story: string;
  state: string;
  paidOn: string;
}

async function payOne(work: Casework, { townshipCode, code, name, story, state, ...use }: Payment): Promise<void> {
  const clerk = `clerk-${townshipCode.toLowerCase()}`;
  const step = `reserve:${townshipCode}:${code}`;
  const people = { confirmedBy: '驻村干部 高某', approvedBy: '乡镇长 白某', signedBy: name };
  const paid = { ...use, ...people, householdCode: code, whatHappened: story };
  const useId = await work.act(clerk, step, paid, payFromReserve);
  if (state === 'awaiting_papers') return;
  const rules = reserveRules(work.county);
  const papers = (rules && papersFor(rules, use.reason)) ?? [];
  const filed = { useId, expectedVersion: 1, papers, document: `备用金档案 ${code}` };
  await work.act(clerk, `${step}:filed`, filed, fileReservePapers);
  if (state === 'filed') return;
  const decision = { useId, expectedVersion: 2, outcome: 'settle' };
  await work.act('manager-mca', `${step}:settled`, decision, decideReserveUse);
}
