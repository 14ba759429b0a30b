import { expect, test } from '@jest/globals';
import { exitOf } from './exit-by-months.js';

test('an exit lasts its months to the day, over the turn of the year', () => {
  expect(exitOf('2026-12-01', 12)).toEqual({ from: '2026-12-01', until: '2027-11-01', steps: [] });
  expect(exitOf('2026-12-01', 1)).toMatchObject({ until: '2026-12-01' });
});

test('an exit by steps divides its months equally; full months are no step', () => {
  expect(exitOf('2026-11-01', 12, [100, 50]).steps).toEqual([{ from: '2027-05-01', percent: 50 }]);
  expect(exitOf('2026-11-01', 7, [80, 60, 40]).steps).toEqual([
    { from: '2026-11-01', percent: 80 },
    { from: '2027-01-01', percent: 60 },
    { from: '2027-03-01', percent: 40 },
  ]);
});
