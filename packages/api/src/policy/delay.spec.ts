import { describe, expect, test } from '@jest/globals';
import { DELAY_CAUSES, type DelayCause } from '@yimen/schema';
import { addDays, workingDaysBetween } from '../platform/calendar.js';
import { type Piece, splitDelay, type Wait } from './delay.js';

const CAUSES = Object.keys(DELAY_CAUSES) as DelayCause[];
const wait = (parts: Partial<Wait>): Wait => ({
  cause: 'verification',
  by: 'HUD',
  from: '2026-03-02',
  until: '2026-03-02',
  dueOn: null,
  ...parts,
});
/** Monday 2 March to Friday 6 March: four working days. */
const WEEK = { start: '2026-03-02', dueOn: '2026-03-06' };

describe('a delay is divided', () => {
  test('nothing is late on the day itself', () => {
    expect(splitDelay({ ...WEEK, end: '2026-03-06', waits: [] }, '2026-04-01')).toEqual({
      total: 0,
      own: 0,
      waiting: [],
    });
  });

  test('without waiting it is all own, in working days', () => {
    expect(splitDelay({ ...WEEK, end: '2026-03-10', waits: [] }, '2026-04-01')).toEqual({
      total: 2,
      own: 2,
      waiting: [],
    });
  });

  test('what is not done yet is late until the day of asking', () => {
    expect(splitDelay({ ...WEEK, end: null, waits: [] }, '2026-03-11').own).toBe(3);
  });

  test('days of waiting stop the clock, also those before the deadline', () => {
    const waits = [wait({ from: '2026-03-02', until: '2026-03-04' })];
    expect(splitDelay({ ...WEEK, end: '2026-03-11', waits }, '2026-04-01')).toEqual({
      total: 3,
      own: 1,
      waiting: [{ cause: 'verification', by: 'HUD', days: 2, late: 0 }],
    });
  });

  test('two waits on one day count once, to the cause named first', () => {
    const waits = [wait({ until: '2026-03-10' }), wait({ cause: 'family', by: null, until: '2026-03-10' })];
    expect(splitDelay({ ...WEEK, end: '2026-03-10', waits }, '2026-04-01').waiting).toEqual([
      { cause: 'family', by: null, days: 2, late: 0 },
    ]);
  });

  test('what is begun after its day has no days of its own', () => {
    expect(
      splitDelay({ start: '2026-03-09', dueOn: '2026-03-06', end: '2026-03-10', waits: [] }, '2026-04-01').own,
    ).toBe(2);
  });
});

/** A small generator, so that a failure can be played again. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function somePiece(seed: number): Piece {
  const random = randomFrom(seed);
  const start = addDays('2026-01-05', random(200));
  const dueOn = addDays(start, random(30));
  const end = random(4) === 0 ? null : addDays(start, random(80));
  const waits = Array.from({ length: random(5) }, () => {
    const from = addDays(start, random(60) - 10);
    return wait({
      cause: CAUSES[random(CAUSES.length)] as DelayCause,
      by: random(2) ? 'MIA' : null,
      from,
      until: random(5) === 0 ? null : addDays(from, random(40)),
      dueOn: random(2) ? addDays(from, random(20)) : null,
    });
  });
  return { start, dueOn, end, waits };
}

describe('of any piece of work', () => {
  const ON = '2026-11-20';
  const SEEDS = Array.from({ length: 3000 }, (_, index) => index + 1);

  test('own delay and waiting make up the whole, and neither is negative', () => {
    for (const seed of SEEDS) {
      const piece = somePiece(seed);
      const { total, own, waiting } = splitDelay(piece, ON);
      const waited = waiting.reduce((sum, { days }) => sum + days, 0);
      expect({ seed, sum: own + waited }).toEqual({ seed, sum: total });
      expect({ seed, total }).toEqual({ seed, total: Math.max(0, workingDaysBetween(piece.dueOn, piece.end ?? ON)) });
      expect(own).toBeGreaterThanOrEqual(0);
      for (const { days, late } of waiting) expect(days >= late && late >= 0 && days > 0).toBe(true);
    }
  });

  test('another wait never makes own delay larger', () => {
    for (const seed of SEEDS) {
      const piece = somePiece(seed);
      const without = splitDelay({ ...piece, waits: piece.waits.slice(1) }, ON);
      expect({ seed, more: splitDelay(piece, ON).own > without.own }).toEqual({ seed, more: false });
    }
  });

  test('the late days for which one department waits are own delay of the other', () => {
    let met = 0;
    for (const seed of SEEDS) {
      const asked = { ...somePiece(seed), waits: [] };
      const other = splitDelay(asked, ON);
      const answered = wait({ by: 'HUD', from: asked.start, until: asked.end, dueOn: asked.dueOn });
      const { waiting } = splitDelay({ ...somePiece(seed + 10_000), waits: [answered] }, ON);
      expect({ seed, more: (waiting[0]?.late ?? 0) > other.own }).toEqual({ seed, more: false });
      // Work that was to be done on the very day and only waits for the other is late by the other's days alone.
      const same = splitDelay({ start: asked.start, dueOn: asked.dueOn, end: asked.end, waits: [answered] }, ON);
      expect({ seed, own: same.own, late: same.waiting[0]?.late ?? 0 }).toEqual({ seed, own: 0, late: other.own });
      if (other.own > 0 && waiting.length > 0) met += 1;
    }
    expect(met).toBeGreaterThan(100);
  });
});
