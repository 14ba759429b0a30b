import { describe, expect, test } from '@jest/globals';
import { daysGone, eachOf, type Measured, measure, percentOf, pointsOf, totalOf } from './appraisal.js';

const rule = (code: string, weight: number, zeroAt: number, fullAt: number) => ({
  code,
  weight,
  zeroAt,
  fullAt,
  reason: { zh: '', en: '' },
});

describe('points', () => {
  test('run in a straight line and stop at its ends', () => {
    const scale = { zeroAt: 60, fullAt: 100 };
    expect([0, 60, 70, 100, 120].map((value) => pointsOf(value, scale))).toEqual([0, 0, 25, 100, 100]);
  });

  test('run downwards where less is better', () => {
    const scale = { zeroAt: 3, fullAt: 0 };
    expect([0, 1.5, 3, 9].map((value) => pointsOf(value, scale))).toEqual([100, 50, 0, 0]);
  });

  test('are a step where both ends are one', () => {
    expect([4, 5].map((value) => pointsOf(value, { zeroAt: 5, fullAt: 5 }))).toEqual([0, 100]);
  });
});

test('a measure without anything to count is left out together with its weight', () => {
  const none = { value: null, parts: {} };
  const counted = {
    funds: { value: 50, parts: { paid: 1 } },
    programs: none,
    joint: none,
    work: none,
    on_time: { value: 100, parts: {} },
    own_delay: none,
    satisfaction: none,
  };
  const measured = measure([rule('funds', 1, 0, 100), rule('on_time', 3, 0, 100), rule('joint', 6, 0, 100)], counted);
  expect(measured.map(({ points }) => points)).toEqual([50, 100, null]);
  expect(totalOf(measured)).toBe(87.5);
  expect(totalOf(measured.slice(2))).toBeNull();
});

test('a total lies between the lowest and the highest points', () => {
  for (let seed = 1; seed < 500; seed += 1) {
    const points = [seed % 101, (seed * 7) % 101, (seed * 31) % 101];
    const measured = points.map((one, index) => ({ weight: (seed % 5) + index, points: one }) as Measured);
    const total = totalOf(measured);
    if (total === null) continue;
    const [low, high] = [Math.min(...points) - 0.05, Math.max(...points) + 0.05];
    expect({ seed, within: total >= low && total <= high }).toEqual({ seed, within: true });
  }
});

test('shares and means of nothing are nothing', () => {
  expect([percentOf(0, 0), percentOf(1, 3), eachOf(0, 0), eachOf(1, 3)]).toEqual([null, 33.3, null, 0.33]);
});

test('days of a year are gone one by one while it runs, all of them once it is over, none before it', () => {
  expect(daysGone(2026, '2026-01-01')).toEqual({ gone: 1, of: 365 });
  expect(daysGone(2026, '2026-11-27')).toEqual({ gone: 331, of: 365 });
  expect(daysGone(2024, '2024-12-31')).toEqual({ gone: 366, of: 366 });
  expect(daysGone(2024, '2026-01-01')).toEqual({ gone: 366, of: 366 });
  expect(daysGone(2027, '2026-12-31')).toEqual({ gone: 0, of: 365 });
});
