import { splitFen } from '../platform/split-fen.js';
import type { ReplayedMonth } from './replay-package.js';

/** What was made due of an item, with its line; `month` YYYY-MM, null for what is due once. Fen. */
export interface MadeDue {
  id: string;
  month: string | null;
  lineId: string;
  /** `short`: its line did not bear it yet. */
  status: 'short' | 'open' | 'paid';
  fen: number;
}

/** What is too much of a due (fen). */
export type OverpaidDue = Pick<MadeDue, 'id' | 'lineId' | 'status'> & { fen: number };

/**
 * Which dues hold what was too much of an item, at most what was made due and not more than `fen` in all: what is not paid
 * yet comes first, since it can simply stay, then the latest.
 * @param months those that differ; of aid that is paid once the one of the decision
 */
export function overpaidDues(months: readonly ReplayedMonth[], dues: readonly MadeDue[], fen: number): OverpaidDue[] {
  const room = new Map(
    months.map(({ month, decidedFen, dueFen }) => [month, Math.max(0, decidedFen - (dueFen ?? decidedFen))]),
  );
  const once = [...room.values()].reduce((sum, one) => sum + one, 0);
  let left = fen;
  let ofOnce = once;
  const order = dues.toSorted(
    (a, b) => Number(a.status === 'paid') - Number(b.status === 'paid') || (b.month ?? '').localeCompare(a.month ?? ''),
  );
  return order.flatMap(({ id, lineId, status, month, fen: due }) => {
    const over = month === null ? ofOnce : (room.get(month) ?? 0);
    const taken = Math.min(over, due, left);
    left -= taken;
    if (month === null) ofOnce -= taken;
    return taken > 0 ? [{ id, lineId, status, fen: taken }] : [];
  });
}

export interface Instalment {
  /** YYYY-MM-DD. */
  dueOn: string;
  amountFen: number;
}

/** Divides what is owed (fen) into monthly parts from a day on: nothing is lost, no part is nothing. */
export function instalmentsOf(fen: number, months: number, firstDueOn: string): Instalment[] {
  const count = Math.min(months, fen);
  return splitFen(
    fen,
    Array.from({ length: count }, () => 1),
  ).map((amountFen, place) => ({
    dueOn: sameDayLater(firstDueOn, place),
    amountFen,
  }));
}

/** The same day of a later month, or its last day. */
function sameDayLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

export interface StandingInstalment extends Instalment {
  paidFen: number;
  state: 'paid' | 'late' | 'open' | 'waived';
}

/**
 * How the instalments of a plan stand on a day when so much (fen) has come since it began: the earliest are filled first.
 * `isWaived`: nothing more is asked for.
 */
export function standOf(
  instalments: readonly Instalment[],
  settledFen: number,
  on: string,
  isWaived: boolean,
): StandingInstalment[] {
  let left = Math.max(0, settledFen);
  return instalments.map((instalment) => {
    const paidFen = Math.min(left, instalment.amountFen);
    left -= paidFen;
    const unpaid = isWaived ? 'waived' : instalment.dueOn < on ? 'late' : 'open';
    return { ...instalment, paidFen, state: paidFen === instalment.amountFen ? 'paid' : unpaid };
  });
}

/** What is kept back (fen) of a month's aid: a share of it, whole fen, and no more than is owed. */
export function keptBack(dueFen: number, percent: number, leftFen: number): number {
  return Math.min(leftFen, Math.floor((dueFen * percent) / 100));
}

/** Where what came (fen) goes: to the lines in their order, each up to what it still has to get. */
export function allocate<Line extends { openFen: number }>(
  fen: number,
  lines: readonly Line[],
): (Line & { fen: number })[] {
  let left = fen;
  const parts = lines.flatMap((line) => {
    const part = Math.min(left, line.openFen);
    left -= part;
    return part > 0 ? [{ ...line, fen: part }] : [];
  });
  if (left > 0) throw new Error(`${left} fen more came than the lines have to get`);
  return parts;
}
