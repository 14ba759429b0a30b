import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkCharacter } from '../../platform/parse.js';
import { nearIdNumbers } from './near-id-numbers.js';

const numbers = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 16, maxLength: 16 }))
  .map(([first, rest]) => [first, ...rest].join(''))
  .map((body) => body + checkCharacter(body));

/** Whether two numbers are one slip apart. */
function isNear(one: string, other: string): boolean {
  const differing = [...one.slice(0, 17)].flatMap((digit, at) => (digit === other[at] ? [] : [at]));
  const [first = 0, second = -1] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first];
}

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
    ['610699196903050166', true],
    ['610699196903050106', true],
    ['610699199603050116', true],
    ['610699196903051610', false],
    ['610699196905300116', false],
    ['610699196943050116', false],
  ])('of 610699196903050116 hold %s: %s', (other, near) => {
    const found = nearIdNumbers('610699196903050116').map((number) => number.slice(0, 17));
    expect(found.includes(other.slice(0, 17))).toBe(near);
  });
});
