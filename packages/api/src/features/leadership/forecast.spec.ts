import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { forecast } from './forecast.js';

const NOTHING: ReadonlyMap<number, number> = new Map();
const SPENDING = {
  leftFen: 1_000,
  history: [100, 200, 300, 400],
  thisMonthFen: 0,
  promised: NOTHING,
  year: 2026,
  month: 9,
};

describe('how long money lasts', () => {
  test('two months foretell nothing', () => {
    expect(forecast({ ...SPENDING, history: [100, 200] })).toBeNull();
  });

  test('the mean goes on; the band is the quietest and the busiest three months in a row', () => {
    expect(forecast(SPENDING)).toEqual({
      months: 4,
      monthlyFen: 250,
      lowFen: 200,
      highFen: 300,
      runsOutIn: null,
      earliestIn: '2026-12',
      latestIn: null,
      yearEndFen: 0,
      yearEndLeastFen: -200,
    });
  });

  test('what was spent this month already is not expected again', () => {
    expect(forecast({ ...SPENDING, thisMonthFen: 200 })?.yearEndFen).toBe(200);
    expect(forecast({ ...SPENDING, thisMonthFen: 900 })?.yearEndFen).toBe(250);
  });

  test('what running monthly aid takes goes at least', () => {
    const promised = new Map([
      [11, 700],
      [12, 100],
    ]);
    expect(forecast({ ...SPENDING, promised })).toMatchObject({ runsOutIn: '2026-11', yearEndFen: -450 });
  });

  test('nothing spent lasts; nothing left is gone this month', () => {
    expect(forecast({ ...SPENDING, history: [0, 0, 0] })).toMatchObject({ runsOutIn: null, yearEndFen: 1_000 });
    expect(forecast({ ...SPENDING, leftFen: 0 })?.runsOutIn).toBe('2026-09');
  });

  test('the band holds the middle, and runs out in its order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100, max: 10_000 }), { minLength: 3, maxLength: 12 }),
        fc.nat(100_000),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(10_000),
        fc.nat(10_000),
        (history, leftFen, month, thisMonthFen, monthly) => {
          const promised = new Map([[12, monthly]]);
          const found = forecast({ leftFen, history, thisMonthFen, promised, year: 2026, month });
          if (!found) throw new Error('Three months are enough');
          expect(found.lowFen).toBeLessThanOrEqual(found.monthlyFen);
          expect(found.monthlyFen).toBeLessThanOrEqual(found.highFen);
          const [earliest, middle, latest] = [found.earliestIn, found.runsOutIn, found.latestIn].map(
            (one) => one ?? 'Z',
          );
          expect([earliest, middle, latest]).toEqual([earliest, middle, latest].sort());
          expect(found.runsOutIn === null).toBe(found.yearEndFen >= 0);
          expect(found.yearEndLeastFen).toBeLessThanOrEqual(found.yearEndFen);
        },
      ),
    );
  });
});
