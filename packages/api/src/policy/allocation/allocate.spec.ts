import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type AllocationProblem,
  type AllocationValue,
  type AwardClaim,
  allocate,
  allocateByPlaces,
} from './allocate.js';
import { OBJECTIVES } from './allocation.types.js';
import { findAllocation } from './allocation-thread.js';
import { loadSolver } from './load-solver.js';
import { type Option, ownLists, sumUp } from './options.js';
import { potsOf } from './pots.js';
import { splitBudgets } from './split-budgets.js';

const solver = loadSolver();

/** Small problems of every shape: quotas, money, several amounts a line, people with several claims on one line. */
const problems = (amounts: fc.Arbitrary<number>) =>
  fc
    .record({
      lines: fc.array(
        fc.record({
          places: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
          fen: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      claims: fc.array(fc.record({ person: fc.nat(4), line: fc.nat(2), fen: amounts, waited: fc.nat(3) }), {
        maxLength: 8,
      }),
    })
    .map(
      ({ lines, claims }): AllocationProblem => ({
        lines: lines.map((line, index) => ({ code: `L${index}`, ...line })),
        claims: claims.map((claim, index) => ({
          id: `c${index}`,
          person: `p${claim.person}`,
          line: `L${claim.line % lines.length}`,
          fen: claim.fen,
          waited: claim.waited,
        })),
      }),
    );

/** Hundreds of people, four lines; money for three of five. */
const many = (amounts: readonly (readonly number[])[]) =>
  fc
    .array(fc.record({ lines: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 3 }), level: fc.nat(1) }), {
      minLength: 200,
      maxLength: 300,
    })
    .map((people): AllocationProblem => {
      const claims = people.flatMap(({ lines, level }, person) =>
        lines.map((line): AwardClaim => {
          const own = amounts[line] as readonly number[];
          const fen = own[Math.min(level, own.length - 1)] as number;
          return { id: `${person} ${line}`, person: `${person}`, line: `${line}`, fen, waited: person % 7 };
        }),
      );
      const lines = amounts.map((_, line) => {
        const asked = claims.filter((claim) => claim.line === `${line}`);
        const fen = Math.floor(asked.reduce((sum, claim) => sum + claim.fen, 0) * 0.4);
        return { code: `${line}`, places: Math.ceil(asked.length * 0.5), fen };
      });
      return { lines, claims };
    });
const manyAlike = many([[50], [30], [30], [20]]);
const manyMixed = many([[50, 30], [30], [37, 23], [20]]);

function isLess(a: AllocationValue, b: AllocationValue, objectives: readonly (keyof AllocationValue)[]): boolean {
  const differing = objectives.find((objective) => a[objective] !== b[objective]);
  return differing !== undefined && a[differing] < b[differing];
}

/** Every way to give out the awards, one after the other. */
function* everyWay(lists: readonly Option[][]): Generator<Option[]> {
  const [first, ...rest] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const others of everyWay(rest)) {
    yield others;
    for (const option of first) yield [option, ...others];
  }
}

function isAllowed({ lines }: AllocationProblem, granted: readonly Option[]): boolean {
  return lines.every(({ places, fen }, line) => {
    const own = granted.filter((option) => option.line === line);
    return own.length <= (places ?? own.length) && (fen === null || own.reduce((sum, one) => sum + one.fen, 0) <= fen);
  });
}

function bestByTrying(
  problem: AllocationProblem,
  objectives: readonly (keyof AllocationValue)[],
  among: (granted: readonly Option[]) => boolean = () => true,
): AllocationValue {
  let best = sumUp([]);
  for (const granted of everyWay(ownLists(problem))) {
    if (!isAllowed(problem, granted) || !among(granted)) continue;
    const value = sumUp(granted);
    if (isLess(best, value, objectives)) best = value;
  }
  return best;
}

const counts = (granted: readonly Option[]) =>
  granted
    .map(({ line, fen }) => `${line} ${fen}`)
    .sort()
    .join();

describe('an allocation', () => {
  it('reaches each objective as far as trying every way does, and proves it', async () => {
    await fc.assert(
      fc.asyncProperty(problems(fc.integer({ min: 1, max: 5 })), async (problem) => {
        const { granted, value, proof } = await allocate(problem, () => solver);
        const options = ownLists(problem).flat();
        const given = options.filter(({ claim }) => granted.includes(problem.claims[claim]?.id as string));
        expect(sumUp(given)).toEqual(value);
        expect(isAllowed(problem, given)).toBe(true);
        expect(new Set(granted.map((id) => problem.claims.find((claim) => claim.id === id)?.person)).size).toBe(
          granted.length,
        );
        const { people, highest, fen } = bestByTrying(problem, ['people', 'highest', 'fen']);
        expect(value).toMatchObject({ people, highest, fen });
        expect(proof).toEqual({ proven: true, bounds: {} });
        const split = counts(given);
        expect(value).toEqual(bestByTrying(problem, OBJECTIVES, (other) => counts(other) === split));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('is not content with a part of a person, though no whole person seems to be gained', async () => {
    const claim = (person: string, line: string, fen: number) => ({
      id: `${person} ${line} ${fen}`,
      person,
      line,
      fen,
    });
    const claims = [
      claim('p4', 'L1', 4),
      claim('p2', 'L0', 1),
      claim('p0', 'L0', 3),
      claim('p0', 'L1', 4),
      claim('p4', 'L0', 5),
      claim('p1', 'L0', 1),
      claim('p0', 'L0', 1),
      claim('p3', 'L0', 4),
    ].map((one) => ({ ...one, waited: 0 }));
    const lines = [
      { code: 'L0', places: null, fen: 10 },
      { code: 'L1', places: null, fen: 4 },
    ];
    const { value, proof } = await allocate({ lines, claims }, () => solver);
    expect(value).toMatchObject({ people: 5, highest: 3, fen: 13 });
    expect(proof.proven).toBe(true);
  });

  it('reaches every objective in all where the awards of a line are alike', () => {
    fc.assert(
      fc.property(problems(fc.constant(3)), (problem) => {
        expect(allocateByPlaces(problem)?.value).toEqual(bestByTrying(problem, OBJECTIVES));
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the solver where places alone decide', async () => {
    const highs = await solver;
    await fc.assert(
      fc.property(manyAlike, (problem) => {
        const { lines } = problem;
        const { pots, lists } = potsOf(lines, ownLists(problem), new Set(lines.keys()));
        const { bounds } = splitBudgets(highs, lines, pots, lists, 60);
        expect(allocateByPlaces(problem)?.value).toMatchObject(bounds);
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it('splits money among amounts as the solver proves, for hundreds of people', async () => {
    await fc.assert(
      fc.asyncProperty(manyMixed, async (problem) => {
        expect(allocateByPlaces(problem)).toBeUndefined();
        const { value, proof } = await allocate(problem, () => solver);
        expect(proof).toEqual({ proven: true, bounds: {} });
        expect(value.people).toBeGreaterThan(0);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('says what might still be reached when there was no time to prove it', async () => {
    const [problem] = fc.sample(manyMixed, { numRuns: 1, seed: 1 }) as [AllocationProblem];
    const { granted, value, proof } = await allocate(problem, () => solver, 0);
    expect(proof.proven).toBe(false);
    expect(proof.bounds.people).toBeGreaterThan(value.people);
    const given = ownLists(problem)
      .flat()
      .filter(({ claim }) => granted.includes(problem.claims[claim]?.id as string));
    expect(isAllowed(problem, given)).toBe(true);
    expect((await allocate(problem, () => solver)).value.people).toBeLessThanOrEqual(proof.bounds.people as number);
  });
});

describe('an allocation in a thread of its own', () => {
  const problem = fc.sample(manyMixed, { numRuns: 1, seed: 2 })[0] as AllocationProblem;

  it('answers the same as in this one', async () => {
    expect(await findAllocation(problem)).toEqual(await allocate(problem, () => solver));
  });

  it('ends when it is called off, and when its input is wrong', async () => {
    const off = new AbortController();
    const running = findAllocation(problem, { signal: off.signal });
    off.abort(new Error('called off'));
    await expect(running).rejects.toThrow('called off');
    const [claim] = problem.claims as [AwardClaim];
    const claims = Array.from({ length: 2_001 }, (_, index) => ({ ...claim, id: `${index}`, line: 'nowhere' }));
    await expect(findAllocation({ ...problem, claims })).rejects.toThrow('No line nowhere');
  });
});
