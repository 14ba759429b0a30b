import { loadavg } from 'node:os';
import type { Allocation, AllocationProblem } from '@yimen/api/policy/allocation/allocate.js';
import { findAllocation } from '@yimen/api/policy/allocation/allocation-thread.js';
import { freshmen, madeUp } from './applications.js';
import { median } from './load.js';

const ROUNDS = 5;

/** Seconds from the applications to the proven best allocation, and how many more people it serves than the greedy rule. */
export async function benchAllocation(): Promise<Record<string, number>> {
  const small = await timed(freshmen());
  const middle = await timed(madeUp(10_000));
  const large = await timed(madeUp(100_000));
  return {
    seconds193: small.seconds,
    seconds10000: middle.seconds,
    seconds100000: large.seconds,
    gainOverGreedy: middle.gain,
  };
}

async function timed(problem: AllocationProblem): Promise<{ seconds: number; gain: number }> {
  const seconds: number[] = [];
  let found: Allocation | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    found = await findAllocation(problem);
    seconds.push((performance.now() - start) / 1_000);
    if (!found.proof.proven) throw new Error(`Not proven: ${JSON.stringify(found)}`);
  }
  const { people, highest, fen } = (found as Allocation).value;
  const [first, second] = [greedy(problem, false), greedy(problem, true)];
  console.error(
    `${problem.claims.length} applications: best ${people} people, ${highest} with their highest, ${fen / 100} yuan; ` +
      `greedy, highest only: ${first.people} people, ${first.fen / 100} yuan; greedy, next best too: ${second.people} people, ` +
      `${second.fen / 100} yuan; load ${loadavg()[0]?.toFixed(1)}`,
  );
  return { seconds: Number(median(seconds).toFixed(3)), gain: Number((people / second.people - 1).toFixed(4)) };
}

/**
 * First come, first served: everybody in turn gets his highest award while there is a place and money for it; with
 * `nextBest` he otherwise gets the highest of his that there still is.
 */
function greedy({ lines, claims }: AllocationProblem, nextBest: boolean): { people: number; fen: number } {
  const left = new Map(
    lines.map((line) => [line.code, { places: line.places ?? Infinity, fen: line.fen ?? Infinity }]),
  );
  const people = [...Map.groupBy(claims, ({ person }) => person).values()].sort(
    ([a], [b]) => (b?.waited ?? 0) - (a?.waited ?? 0),
  );
  const given = { people: 0, fen: 0 };
  for (const own of people) {
    const wishes = own.toSorted((a, b) => b.fen - a.fen).slice(0, nextBest ? own.length : 1);
    const got = wishes.find(({ line, fen }) => {
      const rest = left.get(line);
      return rest && rest.places > 0 && rest.fen >= fen;
    });
    const rest = got && left.get(got.line);
    if (!rest) continue;
    rest.places -= 1;
    rest.fen -= got.fen;
    given.people += 1;
    given.fen += got.fen;
  }
  return given;
}
