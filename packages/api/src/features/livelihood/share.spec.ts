import { expect, test } from '@jest/globals';
import { sharePercent } from './share.js';

test.each([
  [1000, 700, 70],
  [1_000_000_000_000, 699_999_999_999, 69.9],
  [3, 2, 66.6],
  [1, 0, 0],
  [999_999_999_999, 999_999_999_999, 100],
])('of %i fen %i are %d percent', (newRevenueFen, livelihoodFen, percent) => {
  expect(sharePercent({ newRevenueFen, livelihoodFen })).toBe(percent);
});
