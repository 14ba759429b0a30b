/** Fewer complete months than these foretell nothing. */
const FEWEST_MONTHS = 3;
/** As many as the band looks at together. */
const QUARTER = 3;

/** How money goes, and how long it lasts at that rate. Fen; months are YYYY-MM. */
export interface Forecast {
  /** How many complete months it rests on. */
  months: number;
  monthlyFen: number;
  /** The quietest and the busiest three months in a row, a month. */
  lowFen: number;
  highFen: number;
  /** The month in which it runs out; null: it lasts the year. */
  runsOutIn: string | null;
  /** The same at the busiest and at the quietest rate. */
  earliestIn: string | null;
  latestIn: string | null;
  /** What would be left on 31 December; below 0, what would be missing. */
  yearEndFen: number;
  /** The same at the busiest rate. */
  yearEndLeastFen: number;
}

export interface Spending {
  leftFen: number;
  /** What was promised or paid in each complete month before this one, the oldest first. */
  history: readonly number[];
  thisMonthFen: number;
  /** What running monthly aid will take, by month (1–12); at least that much goes. */
  promised: ReadonlyMap<number, number>;
  year: number;
  /** 1–12. */
  month: number;
}

/**
 * The mean of the complete months goes on until the end of the year, or what running monthly aid takes where that is more;
 * the band is the quietest and the busiest three months in a row. null with fewer than three months.
 */
export function forecast({ leftFen, history, thisMonthFen, promised, year, month }: Spending): Forecast | null {
  const spent = history.map((fen) => Math.max(0, fen));
  if (spent.length < FEWEST_MONTHS) return null;
  const quarters = spent.slice(QUARTER - 1).map((_, index) => mean(spent.slice(index, index + QUARTER)));
  const monthlyFen = mean(spent);
  const lowFen = Math.min(...quarters, monthlyFen);
  const highFen = Math.max(...quarters, monthlyFen);
  const dueIn = (rate: number, at: number) =>
    at === month ? Math.max(0, rate - Math.max(0, thisMonthFen)) : Math.max(rate, promised.get(at) ?? 0);
  const until = (rate: number, last: number) => {
    let fen = 0;
    for (let at = month; at <= last; at += 1) fen += dueIn(rate, at);
    return fen;
  };
  const runsOut = (rate: number) => {
    for (let at = month; at <= 12; at += 1) {
      if (until(rate, at) > leftFen) return `${year}-${String(at).padStart(2, '0')}`;
    }
    return null;
  };
  return {
    months: spent.length,
    monthlyFen,
    lowFen,
    highFen,
    runsOutIn: runsOut(monthlyFen),
    earliestIn: runsOut(highFen),
    latestIn: runsOut(lowFen),
    yearEndFen: leftFen - until(monthlyFen, 12),
    yearEndLeastFen: leftFen - until(highFen, 12),
  };
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
