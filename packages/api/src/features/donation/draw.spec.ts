import { expect, test } from '@jest/globals';
import { type Draw, drawFrom, type FittingGift } from './draw.js';

const gift = (id: string, leftFen: number, bound: FittingGift['bound']): FittingGift => ({ id, leftFen, bound });
const uses = (draw: Draw | { lackingFen: number }) => ('uses' in draw ? Object.fromEntries(draw.uses) : draw);

test('what is for him alone goes before wishes that fit, wishes before what is free', () => {
  const gifts = [gift('free', 500, 'free'), gift('wish', 300, 'wish'), gift('pair', 100, 'pair')];
  expect(uses(drawFrom(gifts, 350, 1000, 'last'))).toEqual({ pair: 100, wish: 250 });
  expect(uses(drawFrom(gifts, 1000, 1000, 'last'))).toEqual({ pair: 100, wish: 300, free: 500 });
});

test('where free money goes first, wishes bear only what it does not', () => {
  const gifts = [gift('free', 500, 'free'), gift('wish', 300, 'wish')];
  expect(uses(drawFrom(gifts, 600, 600, 'first'))).toEqual({ free: 500 });
  expect(uses(drawFrom(gifts, 700, 600, 'first'))).toEqual({ wish: 100, free: 500 });
});

test('a fen more than there is: nothing, and how much is lacking', () => {
  expect(drawFrom([gift('wish', 300, 'wish')], 1301, 1000, 'last')).toEqual({ lackingFen: 1 });
});

/** A generator of its own seed, so that a failure is the same again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

test('nothing is lost, and no donation gives more than it holds', () => {
  for (let seed = 1; seed <= 3000; seed += 1) {
    const next = random(seed);
    const gifts = Array.from({ length: next(7) }, (_none, index) =>
      gift(
        `g${index}`,
        1 + next(next(2) === 0 ? 10 : 1_000_003),
        (['pair', 'wish', 'free'] as const)[next(3)] ?? 'free',
      ),
    );
    const free = gifts.filter(({ bound }) => bound === 'free').reduce((total, { leftFen }) => total + leftFen, 0);
    const bound = gifts.filter((one) => one.bound !== 'free').reduce((total, { leftFen }) => total + leftFen, 0);
    const general = free + next(1_000_000);
    const fen = 1 + next(2_000_000);
    const draw = drawFrom(gifts, fen, general, seed % 2 === 0 ? 'first' : 'last');
    if ('lackingFen' in draw) {
      expect(draw.lackingFen).toBe(fen - general - bound);
      expect(draw.lackingFen).toBeGreaterThan(0);
      continue;
    }
    const given = (wanted: (one: FittingGift) => boolean) =>
      gifts.filter(wanted).reduce((total, { id }) => total + (draw.uses.get(id) ?? 0), 0);
    for (const { id, leftFen } of gifts) expect(draw.uses.get(id) ?? 0).toBeLessThanOrEqual(leftFen);
    expect(given((one) => one.bound !== 'free')).toBe(draw.boundFen);
    expect(given((one) => one.bound === 'free')).toBe(Math.min(free, fen - draw.boundFen));
    expect(fen - draw.boundFen).toBeLessThanOrEqual(general);
  }
});
