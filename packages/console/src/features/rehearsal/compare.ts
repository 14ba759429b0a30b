import type { RehearsalOutcomePartsFragment } from '@yimen/schema/documents';
import { COLUMNS, countIn } from './kinds';

/** One figure of two rehearsals; fen when `money`. */
export interface Compared {
  key: string;
  left: number;
  right: number;
  money: boolean;
}

interface WithOutcome {
  outcome?: RehearsalOutcomePartsFragment | null;
}

type Outcome = RehearsalOutcomePartsFragment | null | undefined;

const programsOf = (outcome: Outcome) => outcome?.programs ?? [];

function compare(key: string, money: boolean, left: number, right: number): Compared {
  return { key, left, right, money };
}

/** The figures that sum a rehearsal up. */
export function comparedFigures({ outcome: left }: WithOutcome, { outcome: right }: WithOutcome): Compared[] {
  const added = (outcome: Outcome) => programsOf(outcome).reduce((sum, row) => sum + row.newFen - row.oldFen, 0);
  return [
    compare('better', false, left?.better ?? 0, right?.better ?? 0),
    compare('worse', false, left?.worse ?? 0, right?.worse ?? 0),
    compare('added', true, added(left), added(right)),
  ];
}

/** For each program that either of them changes, the counts and the money that differ from nothing. */
export function comparedPrograms({ outcome: left }: WithOutcome, { outcome: right }: WithOutcome) {
  const all = [...programsOf(left), ...programsOf(right)];
  const keys = [...new Set(all.map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [one, other] = [left, right].map((outcome) => programsOf(outcome).find((row) => row.key === key));
    const label = (one ?? other)?.label;
    const counts = COLUMNS.filter((column) => column.key !== 'same' && column.key !== 'open').map((column) =>
      compare(column.key, false, countIn(one?.counts ?? [], column.kinds), countIn(other?.counts ?? [], column.kinds)),
    );
    const added = (row: typeof one) => (row ? row.newFen - row.oldFen : 0);
    const rows = [...counts, compare('added', true, added(one), added(other))].filter(
      (row) => row.left !== 0 || row.right !== 0,
    );
    return label && rows.length > 0 ? [{ key, label, rows }] : [];
  });
}

/** What each of them adds to the money of a month, by every month of either. */
export function comparedMonths({ outcome: left }: WithOutcome, { outcome: right }: WithOutcome): Compared[] {
  const monthsOf = (outcome: Outcome) => outcome?.months ?? [];
  const names = [...new Set([...monthsOf(left), ...monthsOf(right)].map(({ month }) => month))].sort();
  const added = (outcome: Outcome, name: string) =>
    monthsOf(outcome)
      .filter(({ month }) => month === name)
      .reduce((sum, one) => sum + one.newFen - one.oldFen, 0);
  return names.map((name) => compare(name, true, added(left, name), added(right, name)));
}
