import { describe, expect, test } from '@jest/globals';
import { buildGroup, buildPack, buildProgram } from './build-pack.js';
import { clashingPrograms, clashSettler, type Standing } from './household-clashes.js';

const PACK = buildPack({
  programs: [
    buildProgram('A', { unit: 'person', order: 20, period: 'yearly' }),
    buildProgram('B', { unit: 'person', order: 10, period: 'yearly' }),
    buildProgram('C', { unit: 'household', order: 5, period: 'monthly', concurrency: { excludes: ['A'] } }),
    buildProgram('D', { unit: 'person', period: 'per_event' }),
    buildProgram('E', { unit: 'person', period: 'per_event' }),
    buildProgram('X', { unit: 'person', order: 30, period: 'monthly' }),
    buildProgram('Y', { unit: 'person', order: 30, period: 'monthly' }),
  ],
  groups: [
    buildGroup('G', 'highest_single_award', ['A', 'B']),
    buildGroup('EVENT', 'once_per_event', ['D', 'E']),
    buildGroup('ONE', 'only_one', ['Y', 'X']),
  ],
});

function claim(program: string, fen: number, parts: Partial<Standing> = {}): Standing {
  const id = program.codePointAt(0) ?? 0;
  const personId = program === 'C' ? null : 'p';
  return { id, program, personId, held: false, fen, ...parts };
}

const lost = (rows: Standing[]) =>
  clashSettler(PACK)(rows).map(({ id, keptProgram }) => `${String.fromCodePoint(id)}<${keptProgram}`);

describe('clashSettler', () => {
  test('keeps the highest award of a group', () => {
    expect(lost([claim('A', 300), claim('B', 200)])).toEqual(['B<A']);
    expect(lost([claim('A', 100), claim('B', 200)])).toEqual(['A<B']);
  });

  test('keeps what is held, however low', () => {
    expect(lost([claim('A', 300), claim('B', 200, { held: true })])).toEqual(['A<B']);
  });

  test('keeps what stands first in a group of one', () => {
    expect(lost([claim('X', 900), claim('Y', 100)])).toEqual(['X<Y']);
  });

  test('keeps what pays first of two that exclude each other, in the whole household', () => {
    expect(lost([claim('A', 900), claim('C', 100)])).toEqual(['A<C']);
  });

  test('leaves different persons and single events alone', () => {
    expect(lost([claim('A', 300), claim('B', 200, { personId: 'q' })])).toEqual([]);
    expect(lost([claim('D', 300), claim('E', 200)])).toEqual([]);
  });
});

test('clashingPrograms names both sides of each clash', () => {
  const clashes = clashingPrograms(PACK);
  expect([...(clashes.get('A') ?? [])].sort()).toEqual(['B', 'C']);
  expect([...(clashes.get('C') ?? [])]).toEqual(['A']);
  expect(clashes.get('D')?.size).toBe(0);
});
