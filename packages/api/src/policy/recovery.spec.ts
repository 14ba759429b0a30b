import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate, instalmentsOf, keptBack, overpaidDues, standOf } from './recovery.js';

const fen = fc.integer({ min: 1, max: 100_000_00 });
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

describe('instalments', () => {
  test('add up to what is owed, none is nothing, and they differ by a fen at most', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 1, max: 60 }), (owed, months) => {
        const amounts = instalmentsOf(owed, months, '2026-01-31').map(({ amountFen }) => amountFen);
        expect(sum(amounts)).toBe(owed);
        expect(Math.min(...amounts)).toBeGreaterThan(0);
        expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('fall on the same day of each month, or its last', () => {
    expect(instalmentsOf(4, 4, '2023-11-30').map(({ dueOn }) => dueOn)).toEqual([
      '2023-11-30',
      '2023-12-30',
      '2024-01-30',
      '2024-02-29',
    ]);
  });

  test('are filled from the first: what came is what stands as paid, and only the past is late', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 1, max: 24 }), fc.nat(), (owed, months, of) => {
        const came = of % (owed + 1);
        const standing = standOf(instalmentsOf(owed, months, '2026-01-15'), came, '2026-06-15', false);
        expect(sum(standing.map(({ paidFen }) => paidFen))).toBe(came);
        const states = standing.map(({ state }) => state).join(' ');
        expect(states).toMatch(/^(paid ?)*(late ?)*(open ?)*$/);
        for (const { state, dueOn } of standing) if (state === 'late') expect(dueOn < '2026-06-15').toBe(true);
      }),
    );
  });
});

test('what was let go counts as neither paid nor late', () => {
  const states = standOf(instalmentsOf(30_00, 3, '2026-01-15'), 15_00, '2026-06-15', true);
  expect(states.map(({ paidFen, state }) => [paidFen, state])).toEqual([
    [10_00, 'paid'],
    [5_00, 'waived'],
    [0, 'waived'],
  ]);
});

describe('what is kept back of a month', () => {
  test('never is the whole month, and never more than is owed', () => {
    fc.assert(
      fc.property(fen, fc.integer({ min: 0, max: 99 }), fen, (due, percent, left) => {
        const kept = keptBack(due, percent, left);
        expect(kept).toBeLessThan(due);
        expect(kept).toBeLessThanOrEqual(left);
        expect(kept * 100).toBeLessThanOrEqual(due * percent);
      }),
    );
  });
});

describe('dues that were too much', () => {
  const dues = fc.uniqueArray(
    fc.record({
      month: fc.integer({ min: 1, max: 9 }).map((month) => `2026-0${month}`),
      fen,
      status: fc.constantFrom('short' as const, 'open' as const, 'paid' as const),
    }),
    { selector: ({ month }) => month, maxLength: 9 },
  );

  test('hold at most what was too much of their month, what was made due, and what is asked for', () => {
    fc.assert(
      fc.property(dues, fc.array(fen, { minLength: 9, maxLength: 9 }), fen, (made, overs, asked) => {
        const months = overs.map((over, place) => ({ month: `2026-0${place + 1}`, decidedFen: over, dueFen: 0 }));
        const all = made.map((one) => ({ ...one, id: one.month, lineId: 'line' }));
        const parts = overpaidDues(months, all, asked);
        for (const part of parts) {
          const due = all.find(({ id }) => id === part.id);
          const over = months.find(({ month }) => month === part.id);
          expect(part.fen).toBeLessThanOrEqual(Math.min(due?.fen ?? 0, over?.decidedFen ?? 0));
        }
        const possible = sum(all.map((due) => Math.min(due.fen, overs[Number(due.month.slice(-1)) - 1] ?? 0)));
        expect(sum(parts.map((part) => part.fen))).toBe(Math.min(asked, possible));
        // What is not paid yet stays with its line before anything is asked for.
        const paid = parts.map(({ status }) => Number(status === 'paid'));
        expect(paid).toEqual(paid.toSorted());
      }),
    );
  });
});

test('what comes goes to the lines in their order, each up to what it has to get', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1000_00 }), { minLength: 1, maxLength: 4 }), fc.nat(), (open, of) => {
      const lines = open.map((openFen, place) => ({ place, openFen }));
      const came = of % (sum(open) + 1);
      const parts = allocate(came, lines);
      expect(sum(parts.map((part) => part.fen))).toBe(came);
      for (const [index, part] of parts.entries()) if (index < parts.length - 1) expect(part.fen).toBe(part.openFen);
      expect(() => allocate(sum(open) + 1, lines)).toThrow();
    }),
  );
});
