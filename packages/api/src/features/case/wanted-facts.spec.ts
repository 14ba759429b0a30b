import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import type { FactBag } from '../../policy/types.js';
import { DIFFICULTIES, type DifficultyKind, difficultyByCode, programsOf } from './difficulties.js';
import { wantedFacts } from './wanted-facts.js';

const county = getCounty('yichuan');
const ON = '2022-06-23';
const medical = difficultyByCode('medical') as DifficultyKind;

function ask(difficulty: DifficultyKind, known: FactBag) {
  return wantedFacts(county.judge, difficulty, programsOf(county.pack, difficulty), known, ON);
}

describe('the difficulties of the window', () => {
  it('name only categories and programs that the county has', () => {
    const categories = county.pack.categories.map(({ code }) => code);
    for (const difficulty of DIFFICULTIES) {
      expect(categories).toEqual(expect.arrayContaining([...difficulty.categories]));
      expect(difficulty.programs.filter((code) => !county.program(code))).toEqual([]);
    }
  });

  it('leave no program out', () => {
    const covered = new Set(
      DIFFICULTIES.flatMap((difficulty) => programsOf(county.pack, difficulty)).map(({ code }) => code),
    );
    expect(county.pack.programs.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
  });
});

describe('wantedFacts', () => {
  it('asks what blocks most programs first, nothing derived, nothing known', () => {
    const wanted = ask(medical, { age: { value: 53 }, sex: { value: 'male' }, hh_size: { value: 2 } });
    const counts = wanted.map(({ programs }) => programs.length);
    const codes = wanted.map(({ code }) => code);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(1);
    expect(codes).not.toContain('hh_percap_income_month');
    expect(codes).not.toContain('age');
  });

  it('does not ask what the choice of difficulty tells', () => {
    expect(ask(medical, {}).map(({ code }) => code)).not.toContain('expense_kind');
    const without: DifficultyKind = { ...medical, expenseKind: undefined };
    expect(ask(without, {}).map(({ code }) => code)).toContain('expense_kind');
  });

  it('asks nothing once nothing blocks', () => {
    const legal = difficultyByCode('legal') as DifficultyKind;
    const first = ask(legal, {});
    expect(first.length).toBeGreaterThan(0);
    const answers = Object.fromEntries(first.map(({ code }) => [code, { value: false }]));
    expect(ask(legal, answers)).toEqual([]);
  });

  it('no longer asks of a program what can change nothing', () => {
    const before = ask(medical, {});
    const dead = ask(medical, { hukou_in_county: { value: false }, residence_in_county: { value: false } });
    const waiting = (list: typeof before) => new Set(list.flatMap(({ programs }) => programs.map(({ code }) => code)));
    expect(waiting(dead).size).toBeLessThan(waiting(before).size);
  });
});
