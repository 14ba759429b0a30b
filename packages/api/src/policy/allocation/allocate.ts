import type { Highs } from 'highs';
import type { Allocation, AllocationProblem, AllocationProof, AllocationValue, AwardLine } from './allocation.types.js';
import { ownLists, sumUp } from './options.js';
import { type PottedOption, placePeople } from './place-people.js';
import { linesToSplit, type Pot, potsOf } from './pots.js';
import { splitBudgets } from './split-budgets.js';

export type * from './allocation.types.js';

/** Loads the solver; asked for only where money must be split among amounts. */
export type LoadSolver = () => Promise<Highs>;

const SPLIT = new Set<number>();

/**
 * Allocates awards within places and money, each person one at most: nobody is left out who could be served, then most
 * people get their own highest award (R30), then most money is given. Of all that reach this with as many awards of each
 * amount a line, it is the one in which those served have waited longest, then the one in which each goes least far
 * down his own list. Exact, in whole fen; where a line's money must be split among amounts within `limitSeconds`, else
 * the proof says what might still be reached. Throws Error on a claim for an unknown line.
 */
export async function allocate(
  problem: AllocationProblem,
  loadSolver: LoadSolver,
  limitSeconds = 60,
): Promise<Allocation> {
  const quick = allocateByPlaces(problem);
  if (quick) return quick;
  const lists = ownLists(problem);
  const { lines } = problem;
  const potted = potsOf(lines, lists, linesToSplit(lines, lists));
  const { places, bounds } = splitBudgets(await loadSolver(), lines, potted.pots, potted.lists, limitSeconds);
  const granted = placePeople(potted.lists, withinMeans(lines, potted.pots, places));
  return allocationOf(problem, granted, bounds);
}

/**
 * The same, where no line's money must be split among amounts, or leaving that aside breaks no line's money: exact
 * without a solver. Undefined where that is not enough.
 */
export function allocateByPlaces(problem: AllocationProblem): Allocation | undefined {
  const lists = ownLists(problem);
  const { pots, lists: potted } = potsOf(problem.lines, lists, SPLIT);
  const granted = placePeople(
    potted,
    pots.map(({ places }) => places),
  );
  const spent = problem.lines.map(() => 0);
  for (const option of granted) if (option) spent[option.line] = (spent[option.line] as number) + option.fen;
  const isWithin = problem.lines.every(({ fen }, line) => fen === null || (spent[line] as number) <= fen);
  return isWithin ? allocationOf(problem, granted, {}) : undefined;
}

/** Takes awards off where a line could not give them all: the solver rounded up, or had no time to split. */
function withinMeans(lines: readonly AwardLine[], pots: readonly Pot[], places: readonly number[]): number[] {
  const left = lines.map((line) => ({ fen: line.fen ?? Infinity, places: line.places ?? Infinity }));
  return pots.map(({ line, fen, places: most }, pot) => {
    const rest = left[line];
    if (fen === null || !rest) return most;
    const count = Math.min(places[pot] as number, rest.places, Math.floor(rest.fen / fen));
    rest.fen -= count * fen;
    rest.places -= count;
    return count;
  });
}

function allocationOf(
  { claims }: AllocationProblem,
  granted: readonly (PottedOption | undefined)[],
  bounds: Partial<AllocationValue>,
): Allocation {
  const given = granted.filter((option): option is PottedOption => option !== undefined);
  const value = sumUp(given);
  const places = given.map(({ claim }) => claim).sort((a, b) => a - b);
  return { granted: places.map((claim) => (claims[claim] as { id: string }).id), value, proof: proofOf(value, bounds) };
}

/** Bounds hold one after the other: that of an objective only while the former ones are reached. */
function proofOf(value: AllocationValue, bounds: Partial<AllocationValue>): AllocationProof {
  const open = Object.entries(bounds).filter(([objective, bound]) => bound > value[objective as keyof AllocationValue]);
  return { proven: open.length === 0, bounds: Object.fromEntries(open) };
}
