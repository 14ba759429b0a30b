import { askForBudget } from '../features/budget/ask-for-budget.js';
import { decideBudgetRequest } from '../features/budget/decide-budget-request.js';
import { offerToNext } from '../features/waiting/waiting.jobs.js';
import { findLine } from '../ledger/ledger.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Casework } from './casework.js';

/** The charity's line for emergencies is used up; more came in, so that it is the turn of whoever waits first. */
export async function serveTheNext(work: Casework, day: string): Promise<void> {
  const year = Number(day.slice(0, 4));
  const line = await findLine(work.sql, 'CHA-02', year);
  if (!line) throw new Error(`No budget line of CHA-02 in ${year}`);
  const asked = {
    kind: 'supplement',
    lineId: line.id,
    toLineId: null,
    amount: '3000',
    reason: '慈善一日捐追加急难救助，用于候补的困难群众',
    document: `县慈协〔${year}〕19号`,
  };
  const requestId = await work.act('manager-cha', 'next-in-line', asked, askForBudget);
  const decision = { requestId, expectedVersion: 1, outcome: 'approve', note: null };
  await work.act('finance', 'next-in-line:decided', decision, decideBudgetRequest);
  const offer = async (unit: UnitOfWork) => {
    await offerToNext(unit, day);
    return { type: 'Staff' as const, id: unit.actor.staffId };
  };
  await work.act('manager-cha', 'next-in-line:offered', {}, offer);
}
