import { DELAY_CAUSES, type DelayCause } from '@yimen/schema';
import { addDays, isWorkingDay, workingDaysBetween } from '../platform/calendar.js';

/** A time in which a piece of work could not go on. Days are YYYY-MM-DD of Asia/Shanghai. */
export interface Wait {
  cause: DelayCause;
  /** The department, bureau or office waited for; null where it is a family or a meeting. */
  by: string | null;
  from: string;
  /** null: it goes on. */
  until: string | null;
  /** The day by which the other had to be done. */
  dueOn: string | null;
}

/** A piece of work of one department. */
export interface Piece {
  start: string;
  dueOn: string;
  /** null: not done yet. */
  end: string | null;
  waits: readonly Wait[];
}

export interface WaitingDays {
  cause: DelayCause;
  by: string | null;
  days: number;
  /** Of these, the days on which the other was late himself. */
  late: number;
}

/** Of how many working days a piece of work was late, and whose they are: own + all waiting = total. */
export interface Delay {
  total: number;
  own: number;
  waiting: WaitingDays[];
}

const CAUSES = Object.keys(DELAY_CAUSES) as DelayCause[];

/**
 * Divides the delay of a piece of work (R15). The clock of a deadline stands still while the work waits for others: own delay
 * is what the days on which nothing was waited for exceed the days from start to deadline; the rest of the delay is the
 * latest days of waiting. A day is counted once, to the cause named first in DELAY_CAUSES. What a department makes others
 * wait after its own day is its own delay there. `on` (YYYY-MM-DD) ends what is not done yet. Working days of the national
 * calendar.
 */
export function splitDelay({ start, dueOn, end, waits }: Piece, on: string): Delay {
  const until = end ?? on;
  const begin = start < dueOn ? start : dueOn;
  const total = Math.max(0, workingDaysBetween(dueOn, until));
  if (total === 0) return { total, own: 0, waiting: [] };
  const waited: { day: string; wait: Wait }[] = [];
  const inOrder = [...waits].sort((one, other) => CAUSES.indexOf(one.cause) - CAUSES.indexOf(other.cause));
  for (let day = addDays(begin, 1); day <= until; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const wait = inOrder.find(({ from, until: last }) => day > from && day <= (last ?? until));
    if (wait) waited.push({ day, wait });
  }
  const allowed = workingDaysBetween(begin, dueOn);
  const own = Math.max(0, workingDaysBetween(begin, until) - waited.length - allowed);
  const sums = new Map<string, WaitingDays>();
  for (const { day, wait } of waited.slice(waited.length - (total - own))) {
    const key = `${wait.cause} ${wait.by}`;
    const sum = sums.get(key) ?? { cause: wait.cause, by: wait.by, days: 0, late: 0 };
    sum.days += 1;
    if (wait.dueOn !== null && day > wait.dueOn) sum.late += 1;
    sums.set(key, sum);
  }
  return { total, own, waiting: [...sums.values()] };
}
