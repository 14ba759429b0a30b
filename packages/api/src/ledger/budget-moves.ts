import type { LedgerReason } from '@yimen/schema';
import type { Sql } from '../platform/run-command.js';
import { budgetExceeded, describeShort } from './short-lines.js';
import { type Draft, lockAccounts, post } from './transfers.js';

/** From which account to which, by unit; places are not frozen. */
const MOVES = {
  supplement: { fen: ['source', 'available'], place: ['places_source', 'places'] },
  cut: { fen: ['available', 'source'], place: ['places', 'places_source'] },
  freeze: { fen: ['available', 'frozen'] },
  unfreeze: { fen: ['frozen', 'available'] },
} as const satisfies Record<string, { fen: readonly [string, string]; place?: readonly [string, string] }>;

export type BudgetMove = keyof typeof MOVES;

interface Order {
  /** Names the movement for ever. */
  key: string;
  reason: LedgerReason;
  /** YYYY-MM-DD, Asia/Shanghai. */
  on: string;
  actorId: string | null;
}

/**
 * Puts money (fen) or places into a line, takes what is free out of it, keeps it back or lets it go. Nothing that was
 * frozen, reserved, held, committed or paid is touched.
 * @throws Failure BudgetExceeded when the line has less free, or frozen, than that.
 */
export async function moveBudget(
  sql: Sql,
  {
    lineId,
    move,
    fen = 0,
    places = 0,
    ...order
  }: Order & { lineId: string; move: BudgetMove; fen?: number; places?: number },
): Promise<void> {
  const accounts: { fen: readonly [string, string]; place?: readonly [string, string] } = MOVES[move];
  const drafts: Draft[] = [];
  const add = (unit: string, [from, to]: readonly [string, string], amount: number) => {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`${amount} is no amount of the ledger`);
    if (amount > 0) drafts.push({ ...order, key: `${order.key}:${unit}`, from, to, amount, phase: 'single' });
  };
  add('fen', accounts.fen, fen);
  if (places !== 0 && !accounts.place) throw new Error(`Places do not ${move}`);
  if (accounts.place) add('place', accounts.place, places);
  const { short } = await post(sql, lineId, drafts);
  if (short) throw budgetExceeded(await describeShort(sql, lineId, short));
}

/**
 * Moves what is free (fen) from one line to another, all or nothing; both are locked first.
 * @throws Failure BudgetExceeded when the giving line has less left.
 */
export async function transferBudget(
  sql: Sql,
  { fromLineId, toLineId, fen, ...order }: Order & { fromLineId: string; toLineId: string; fen: number },
): Promise<void> {
  await lockAccounts(sql, [fromLineId, toLineId]);
  await moveBudget(sql, { ...order, key: `${order.key}:out`, lineId: fromLineId, move: 'cut', fen });
  await moveBudget(sql, { ...order, key: `${order.key}:in`, lineId: toLineId, move: 'supplement', fen });
}
