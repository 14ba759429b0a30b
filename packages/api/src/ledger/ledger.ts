import type { Sql } from '../platform/run-command.js';
import {
  budgetExceeded,
  describeShort,
  FROM,
  RESERVED,
  type ShortLineInfo,
  type Unit,
  type Wanted,
} from './short-lines.js';
import {
  type Account,
  accountOf,
  accountsOf,
  insertTransfers,
  type LedgerRefs,
  leftOn,
  lockAccounts,
  type NewTransfer,
  transfersByKey,
  transferWithFate,
} from './transfers.js';

export * from './budget-line.js';
export { budgetExceeded, type ShortLineInfo } from './short-lines.js';
export type { LedgerRefs };

interface Movement {
  /** Names this movement for ever: the same key again does nothing more and answers the same transfers. */
  key: string;
  reason: string;
  /** The day it counts for, YYYY-MM-DD, Asia/Shanghai. */
  on: string;
  actorId: string | null;
}

export interface HoldInput extends Movement {
  lineId: string;
  fen?: number;
  places?: number;
  refs: LedgerRefs;
}

export interface CommitInput extends HoldInput {
  moneyHoldId?: string | null;
  placeHoldId?: string | null;
}

export interface Holds {
  moneyHoldId: string | null;
  placeHoldId: string | null;
}

const TO = { fen: 'committed', place: 'places_used' } as const;
const UNITS = ['fen', 'place'] as const;

/**
 * Locks the accounts of several lines in id order. A unit of work that moves money on more than one line calls this
 * first, so that two of them never wait for each other.
 */
export async function lockLines(sql: Sql, lineIds: readonly string[]): Promise<void> {
  await lockAccounts(sql, lineIds);
}

/**
 * Sets money (fen) and places of a line aside until they are committed or released. All or nothing: when either is
 * short, nothing is held and the answer says what is missing. A line without a quota has places without end.
 */
export function holdFunds(sql: Sql, input: HoldInput): Promise<Holds | { short: ShortLineInfo[] }> {
  return setAside(sql, input, TO);
}

/**
 * Sets money (fen) and places aside softly, for a meeting that composes: kept apart from what is held for good, and
 * available to nobody else until it is released. All or nothing, as `holdFunds`.
 */
export function reserveFunds(sql: Sql, input: HoldInput): Promise<Holds | { short: ShortLineInfo[] }> {
  return setAside(sql, input, RESERVED);
}

async function setAside(
  sql: Sql,
  input: HoldInput,
  to: Record<Unit, string>,
): Promise<Holds | { short: ShortLineInfo[] }> {
  const accounts = accountsOf(await lockAccounts(sql, [input.lineId]), input.lineId);
  const wanted = wantedOf(input, accounts);
  const before = await transfersByKey(
    sql,
    wanted.map(({ unit }) => `${input.key}:${unit}`),
  );
  if (before.size === 0) {
    const short = wanted.filter(({ unit, amount }) => amount > leftOn(accounts, FROM[unit]));
    if (short.length > 0) return { short: await describeShort(sql, input.lineId, short, accounts) };
    const made = await insertTransfers(
      sql,
      wanted.map((want) => transferOf(input, accounts, want, 'pending', to)),
    );
    for (const { key, id } of made) before.set(key, id);
  }
  return { moneyHoldId: before.get(`${input.key}:fen`) ?? null, placeHoldId: before.get(`${input.key}:place`) ?? null };
}

/**
 * Commits money (fen) and places: posts what was held, and takes from the line what was not, or not in that amount.
 * @returns the transfer of the money, or of the place when there is no money in it; null when neither moved.
 * @throws Failure BudgetExceeded naming the line and what is left.
 */
export async function commitFunds(sql: Sql, input: CommitInput): Promise<{ transferId: string | null }> {
  const accounts = accountsOf(await lockAccounts(sql, [input.lineId]), input.lineId);
  const wanted = wantedOf(input, accounts);
  const before = await transfersByKey(
    sql,
    wanted.map(({ unit }) => `${input.key}:${unit}`),
  );
  if (before.size === 0) {
    const transfers: NewTransfer[] = [];
    const short: Wanted[] = [];
    const holdIds: Record<Unit, string | null | undefined> = { fen: input.moneyHoldId, place: input.placeHoldId };
    for (const unit of UNITS) {
      const holdId = holdIds[unit];
      const found = holdId ? await transferWithFate(sql, holdId) : undefined;
      const hold = found?.closed === false ? found : undefined;
      const want = wanted.find((one) => one.unit === unit);
      if (hold && want?.amount === hold.amount) {
        transfers.push({ ...transferOf(input, accounts, want, 'post'), pendingId: hold.id });
        continue;
      }
      if (hold)
        transfers.push({
          ...hold,
          ...movementOf(input),
          key: `${input.key}:${unit}:void`,
          phase: 'void',
          pendingId: hold.id,
        });
      if (!want) continue;
      if (want.amount > leftOn(accounts, FROM[unit]) + (hold?.amount ?? 0)) short.push(want);
      transfers.push(transferOf(input, accounts, want, 'single'));
    }
    if (short.length > 0) throw budgetExceeded(await describeShort(sql, input.lineId, short, accounts));
    for (const { key, id } of await insertTransfers(sql, transfers)) before.set(key, id);
  }
  return { transferId: before.get(`${input.key}:fen`) ?? before.get(`${input.key}:place`) ?? null };
}

/** Gives a hold back to its line. Once: a hold that was committed or released before is left as it is. */
export async function releaseHold(sql: Sql, input: Movement & { holdId: string }): Promise<void> {
  const hold = await transferWithFate(sql, input.holdId);
  if (!hold) throw new Error(`No hold ${input.holdId}`);
  await lockAccounts(sql, [hold.lineId]);
  const fresh = await transferWithFate(sql, input.holdId);
  if (!fresh || fresh.closed) return;
  await insertTransfers(sql, [{ ...fresh, ...movementOf(input), phase: 'void', pendingId: fresh.id }]);
}

/**
 * Records that committed money (fen) was sent.
 * @throws Failure BudgetExceeded when more would be paid than is committed on the line.
 */
export async function payFunds(
  sql: Sql,
  input: Movement & { lineId: string; fen: number; refs: LedgerRefs },
): Promise<{ transferId: string }> {
  const accounts = accountsOf(await lockAccounts(sql, [input.lineId]), input.lineId);
  const before = (await transfersByKey(sql, [input.key])).get(input.key);
  if (before) return { transferId: before };
  const want: Wanted = { unit: 'fen', amount: input.fen };
  const committed = leftOn(accounts, 'committed');
  if (input.fen > committed) {
    const [short] = await describeShort(sql, input.lineId, [want], accounts);
    throw budgetExceeded(short ? [{ ...short, left: committed }] : []);
  }
  const [made] = await insertTransfers(sql, [
    {
      ...movementOf(input),
      ...input.refs,
      amount: input.fen,
      phase: 'single',
      debitAccountId: accountOf(accounts, 'committed').id,
      creditAccountId: accountOf(accounts, 'paid').id,
    },
  ]);
  if (!made) throw new Error('The payment was not recorded');
  return { transferId: made.id };
}

/** One of many payments (fen) from a line; `key` names it for ever. */
export interface Payment {
  key: string;
  fen: number;
  refs: LedgerRefs;
}

/**
 * Records a list of payments that a department sent outside any package, such as the month's running support: straight
 * from what is left of the line. All or nothing; payments that were recorded before are left as they are.
 * @throws Failure BudgetExceeded when the line has less left than the new payments come to.
 */
export async function payDirectly(
  sql: Sql,
  { lineId, payments, ...movement }: Omit<Movement, 'key'> & { lineId: string; payments: readonly Payment[] },
): Promise<void> {
  const accounts = accountsOf(await lockAccounts(sql, [lineId]), lineId);
  const before = await transfersByKey(
    sql,
    payments.map(({ key }) => key),
  );
  const fresh = payments.filter(({ key }) => !before.has(key));
  const want: Wanted = { unit: 'fen', amount: fresh.reduce((sum, { fen }) => sum + fen, 0) };
  if (want.amount > leftOn(accounts, 'available')) {
    throw budgetExceeded(await describeShort(sql, lineId, [want], accounts));
  }
  const debitAccountId = accountOf(accounts, 'available').id;
  const creditAccountId = accountOf(accounts, 'paid').id;
  await insertTransfers(
    sql,
    fresh.map(({ key, fen, refs }) => ({
      ...movement,
      ...refs,
      key,
      amount: fen,
      phase: 'single',
      debitAccountId,
      creditAccountId,
    })),
  );
}

function wantedOf(input: HoldInput, accounts: readonly Account[]): Wanted[] {
  const hasQuota = accounts.some((account) => account.kind === 'places');
  const wanted: Wanted[] = [
    { unit: 'fen', amount: input.fen ?? 0 },
    { unit: 'place', amount: hasQuota ? (input.places ?? 0) : 0 },
  ];
  for (const { amount } of wanted) {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`${amount} is no amount of the ledger`);
  }
  return wanted.filter(({ amount }) => amount > 0);
}

function movementOf(input: Movement): Pick<NewTransfer, 'key' | 'reason' | 'on' | 'actorId'> {
  return { key: input.key, reason: input.reason, on: input.on, actorId: input.actorId };
}

function transferOf(
  input: HoldInput,
  accounts: readonly Account[],
  want: Wanted,
  phase: NewTransfer['phase'],
  to: Record<Unit, string> = TO,
): NewTransfer {
  return {
    ...movementOf(input),
    ...input.refs,
    key: `${input.key}:${want.unit}`,
    amount: want.amount,
    phase,
    debitAccountId: accountOf(accounts, FROM[want.unit]).id,
    creditAccountId: accountOf(accounts, to[want.unit]).id,
  };
}
