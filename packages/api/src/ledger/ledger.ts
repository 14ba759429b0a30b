import type { LedgerReason } from '@yimen/schema';
import type { Sql } from '../platform/run-command.js';
import { budgetExceeded, describeShort, FROM, RESERVED, type ShortLineInfo, type Unit } from './short-lines.js';
import { type Draft, type LedgerRefs, lockAccounts, post, type Shortage, transferWithFate } from './transfers.js';

export * from './budget-line.js';
export * from './budget-moves.js';
export * from './recover.js';
export { budgetExceeded, type ShortLineInfo } from './short-lines.js';
export type { LedgerRefs };

interface Movement {
  /** Names this movement for ever: the same key again does nothing more and answers the same transfers. */
  key: string;
  reason: LedgerReason;
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
 * Locks several lines in id order. A unit of work that moves money on more than one line calls this
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
  const drafts = wantedOf(input).map((want) => draftOf(input, want, 'pending', to));
  const { made, short } = await post(sql, input.lineId, drafts);
  if (short) return { short: await describeShort(sql, input.lineId, short) };
  return { moneyHoldId: made.get(`${input.key}:fen`) ?? null, placeHoldId: made.get(`${input.key}:place`) ?? null };
}

/**
 * Commits money (fen) and places: posts what was held, and takes from the line what was not, or not in that amount.
 * @returns the transfer of the money, or of the place when there is no money in it; null when neither moved.
 * @throws Failure BudgetExceeded naming the line and what is left.
 */
export async function commitFunds(sql: Sql, input: CommitInput): Promise<{ transferId: string | null }> {
  const holdIds: Record<Unit, string | null | undefined> = { fen: input.moneyHoldId, place: input.placeHoldId };
  // Whether a hold still stands is certain only once its line is locked.
  if (holdIds.fen || holdIds.place) await lockAccounts(sql, [input.lineId]);
  const wanted = wantedOf(input);
  const drafts: Draft[] = [];
  for (const unit of UNITS) {
    const holdId = holdIds[unit];
    const hold = holdId ? await transferWithFate(sql, holdId) : undefined;
    const want = wanted.find((one) => one.unit === unit);
    if (hold?.closed === false) {
      if (want?.amount === hold.amount) {
        drafts.push({ ...draftOf(input, want, 'post'), pendingId: hold.id });
        continue;
      }
      const key = `${input.key}:${unit}:void`;
      drafts.push({ ...hold, ...movementOf(input), key, phase: 'void', pendingId: hold.id });
    }
    if (want) drafts.push(draftOf(input, want, 'single'));
  }
  const made = await mustPost(sql, input.lineId, drafts);
  return { transferId: made.get(`${input.key}:fen`) ?? made.get(`${input.key}:place`) ?? null };
}

/** Moves what the drafts say. Throws Failure BudgetExceeded when the line is short. */
async function mustPost(sql: Sql, lineId: string, drafts: readonly Draft[]): Promise<Map<string, string>> {
  const { made, short } = await post(sql, lineId, drafts);
  if (short) throw budgetExceeded(await describeShort(sql, lineId, short));
  return made;
}

/** Gives a hold back to its line. Once: a hold that was committed or released before is left as it is. */
export async function releaseHold(sql: Sql, input: Movement & { holdId: string }): Promise<void> {
  const hold = await transferWithFate(sql, input.holdId);
  if (!hold) throw new Error(`No hold ${input.holdId}`);
  await lockAccounts(sql, [hold.lineId]);
  const fresh = await transferWithFate(sql, input.holdId);
  if (!fresh || fresh.closed) return;
  await post(sql, hold.lineId, [{ ...fresh, ...movementOf(input), phase: 'void', pendingId: fresh.id }]);
}

/**
 * Records that committed money (fen) was sent.
 * @throws Failure BudgetExceeded when more would be paid than is committed on the line.
 */
export async function payFunds(
  sql: Sql,
  input: Movement & { lineId: string; fen: number; refs: LedgerRefs },
): Promise<{ transferId: string }> {
  const accounts = { from: TO.fen, to: 'paid' };
  const made = await mustPost(sql, input.lineId, [
    { ...movementOf(input), ...input.refs, ...accounts, amount: input.fen, phase: 'single' },
  ]);
  const transferId = made.get(input.key);
  if (!transferId) throw new Error('The payment was not recorded');
  return { transferId };
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
  const accounts = { from: FROM.fen, to: 'paid' };
  await mustPost(
    sql,
    lineId,
    payments.map(({ key, fen, refs }) => ({ ...movement, ...refs, ...accounts, key, amount: fen, phase: 'single' })),
  );
}

/** The movements of many lines at once; see `moveMany`. */
const MANY = {
  /** Money that is left is promised. */
  commit: [FROM.fen, TO.fen],
  /** What was promised and is owed no longer goes back to the line. */
  withdraw: [TO.fen, FROM.fen],
  pay: [TO.fen, 'paid'],
  /** The bank brought it back: it is promised still. */
  return: ['paid', TO.fen],
} as const;

/**
 * Moves the money that a query answers, on as many lines as it names, by one statement. The query selects, a row for each
 * movement, `"lineId"`, `key` (which names the movement for ever), `amount` (fen), `reason` (a `LedgerReason`), `"on"`, `"actorId"` and any of
 * `"caseId"`, `"householdId"`, `"personId"`, `"townshipCode"`. All or nothing; what carries a key that moved before does
 * not move again. The caller has locked the lines with `lockLines`, so that what he read of them still stands.
 * @throws Failure BudgetExceeded naming the lines that have less than is wanted of them.
 */
export async function moveMany(
  sql: Sql,
  movement: keyof typeof MANY,
  query: string,
  values: readonly unknown[],
): Promise<void> {
  const [from, to] = MANY[movement];
  const short = await sql<{ lineId: string; short: Shortage[] }>(
    `with draft as (${query}),
     line as (
       select "lineId", jsonb_agg(to_jsonb(draft) || '{"from": "${from}", "to": "${to}", "phase": "single"}' order by key) as drafts
       from draft group by "lineId" order by "lineId")
     select line."lineId", moved.short from line cross join lateral ledger_post(line."lineId", line.drafts) moved
     where moved.short is not null`,
    values,
  );
  if (short.length === 0) return;
  const lines = await Promise.all(short.map((one) => describeShort(sql, one.lineId, one.short)));
  throw budgetExceeded(lines.flat());
}

/** What of an input is to move. Throws where that is no amount of the ledger. */
function wantedOf({ fen = 0, places = 0 }: HoldInput): { unit: Unit; amount: number }[] {
  const wanted = [
    { unit: 'fen' as const, amount: fen },
    { unit: 'place' as const, amount: places },
  ];
  for (const { amount } of wanted) {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new Error(`${amount} is no amount of the ledger`);
  }
  return wanted.filter(({ amount }) => amount > 0);
}

function movementOf(input: Movement): Pick<Draft, 'key' | 'reason' | 'on' | 'actorId'> {
  return { key: input.key, reason: input.reason, on: input.on, actorId: input.actorId };
}

function draftOf(
  input: HoldInput,
  { unit, amount }: { unit: Unit; amount: number },
  phase: Draft['phase'],
  to: Record<Unit, string> = TO,
): Draft {
  return {
    ...movementOf(input),
    ...input.refs,
    key: `${input.key}:${unit}`,
    from: FROM[unit],
    to: to[unit],
    amount,
    phase,
  };
}
