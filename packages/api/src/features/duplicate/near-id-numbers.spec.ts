import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacter } from '../../platform/parse.js';
import { isNear, nearIdNumbers } from './near-id-numbers.js';

const numbers = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }))
  .map(([first, rest]) => [first, ...rest].join(''))
  .map((body) => body + checkCharacter(body));

describe('near identity numbers', () => {
  it('are those one slip away, each with a check character that fits, and never itself', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        const near = nearIdNumbers(number);
        expect(new Set(near).size).toBe(near.length);
        expect(near).not.toContain(number);
        for (const one of near) {
          expect(one.at(-1)).toBe(checkCharacter(one.slice(0, 17)));
          expect(isNear(number, one)).toBe(true);
          expect(isNear(one, number)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['610699196903050116', '610699196903050166', true],
    ['610699196903050116', '610699196930050116', true],
    ['610699196903050116', '610699196903050116', false],
    ['610699196903050116', '610699196904050126', false],
    ['610699196903050116', '610699199603050116', true],
  ])('%s and %s: %s', (one, other, near) => {
    expect(isNear(one, other)).toBe(near);
  });
});
