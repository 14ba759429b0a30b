import { expect, test } from '@jest/globals';
import { type Lot, pickLots } from './pick-lots.js';

const DAY = '2026-03-01';
const lot = (id: string, left: number, bound: Lot['bound'], expiresOn: string | null = null): Lot => ({
  id,
  left,
  bound,
  expiresOn,
});

test('what was meant for this one goes first, then what expires first, the keeping last', () => {
  const lots = [
    lot('keeps', 5, 'free'),
    lot('later', 5, 'free', '2026-06-01'),
    lot('soon', 2, 'free', '2026-03-01'),
    lot('wish', 1, 'wish', '2027-01-01'),
    lot('pair', 1, 'pair'),
  ];
  expect(pickLots(lots, 8, DAY)).toEqual({
    parts: [
      { lotId: 'pair', quantity: 1 },
      { lotId: 'wish', quantity: 1 },
      { lotId: 'soon', quantity: 2 },
      { lotId: 'later', quantity: 4 },
    ],
  });
});

test('nothing expired and nothing meant for others is handed out; how many there are is told', () => {
  const lots = [lot('old', 9, 'free', '2026-02-28'), lot('others', 9, undefined), lot('good', 3, 'free')];
  expect(pickLots(lots, 4, DAY)).toEqual({ available: 3 });
  expect(pickLots(lots, 3, DAY)).toEqual({ parts: [{ lotId: 'good', quantity: 3 }] });
});
