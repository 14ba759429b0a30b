import type { LedgerReason } from '@yimen/schema';
import type { Sql } from '../platform/run-command.js';
import { budgetExceeded, describeShort } from './short-lines.js';
import { type LedgerRefs, post } from './transfers.js';

/** Where money that was paid too much goes: back into its line, or out of a line that is over, to its source. */
export type RecoveredTo = 'available' | 'source';

/** SQL of whether line `l` can spend no more on a day: it is closed, or its year over. */
export const lineIsOver = (day: string) =>
  `(l.year < extract(year from ${day}) or exists (select from budget_line_closing x where x.line_id = l.id))`;

export interface RecoverInput {
  /** Names the movement for ever. */
  key: string;
  reason: LedgerReason;
  /** The day it counts for, YYYY-MM-DD, Asia/Shanghai. */
  on: string;
  actorId: string | null;
  lineId: string;
  fen: number;
  to: RecoveredTo;
  refs: LedgerRefs;
}

/**
 * Takes paid money (fen) back: it is paid no longer, and free again, or handed up where the line can spend no more.
 * @throws Failure BudgetExceeded when the line has paid less than that.
 */
export function recoverFunds(sql: Sql, input: RecoverInput): Promise<{ transferId: string }> {
  return moveBack(sql, input, 'paid', input.to);
}

/**
 * The counter entry of a recovery that was none.
 * @throws Failure BudgetExceeded when the line has less left by now.
 */
export function undoRecovery(sql: Sql, input: RecoverInput): Promise<{ transferId: string }> {
  return moveBack(sql, input, input.to, 'paid');
}

async function moveBack(
  sql: Sql,
  { key, reason, on, actorId, lineId, fen, refs }: RecoverInput,
  from: string,
  to: string,
): Promise<{ transferId: string }> {
  if (!Number.isSafeInteger(fen) || fen <= 0) throw new Error(`${fen} is no amount of the ledger`);
  const { made, short } = await post(sql, lineId, [
    { ...refs, key, reason, on, actorId, from, to, amount: fen, phase: 'single' },
  ]);
  if (short) throw budgetExceeded(await describeShort(sql, lineId, short));
  const transferId = made.get(key);
  if (!transferId) throw new Error(`Nothing moved by ${key}`);
  return { transferId };
}
