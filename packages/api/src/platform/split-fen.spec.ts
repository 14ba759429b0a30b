import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitFen } from './split-fen.js';

describe('splitFen', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [1000_01, [30, 40, 30], [300_00, 400_01, 300_00]],
    [1, [1, 1, 1], [1, 0, 0]],
    [99, [0, 1], [0, 99]],
  ])('%d by %j is %j', (fen, weights, parts) => expect(splitFen(fen, weights)).toEqual(parts));

  test('loses nothing, and no part is a fen away from its exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), weights, (fen, given) => {
        fc.pre(given.some((weight) => weight > 0));
        const total = given.reduce((sum, weight) => sum + weight, 0);
        const parts = splitFen(fen, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(fen);
        for (const [place, part] of parts.entries()) {
          const off = BigInt(part) * BigInt(total) - BigInt(fen) * BigInt(given[place] as number);
          expect(off < BigInt(total) && off > -BigInt(total)).toBe(true);
        }
      }),
    );
  });

  test.each([[[]], [[0, 0]], [[-1, 2]]])('weights %j are refused', (weights) =>
    expect(() => splitFen(100, weights)).toThrow('positive weights'),
  );
});
