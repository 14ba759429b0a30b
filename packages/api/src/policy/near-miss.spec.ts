import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FACTS, type FactDefinition } from '@yimen/schema';
import fc from 'fast-check';
import { buildPack, buildProgram, buildStandard, buildTerm } from './build-pack.js';
import { createJudge } from './judge.js';
import { type FactChange, margins, nearMisses, type Turn } from './near-miss.js';
import { loadCountyPack } from './pack.js';
import { parsePack } from './parsed-pack.js';
import type { CountyPack, FactBag, FactValue, Program } from './types.js';

const DAY = '2022-06-23';
const bag = (values: Record<string, FactValue>): FactBag =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

const standards = [buildStandard('低保线', 705), buildStandard('倍数', 1.5)];
const terms = [
  buildTerm('人均', 'number', '家庭月收入 / 家庭人口数', 'hh_percap_income_month'),
  buildTerm('低保户', 'boolean', '低保状态 in ("城市低保", "农村低保")'),
  buildTerm('收入线', 'number', '倍数 * 低保线'),
];

function searchIn(pack: CountyPack, code: string, facts: FactBag, birthDate?: string) {
  const parsed = parsePack(pack);
  const judge = createJudge(pack, parsed);
  const situation = { programCode: code, facts, on: DAY, ...(birthDate && { birthDate }) };
  return {
    judge,
    missed: nearMisses(judge, parsed, situation, 50).turns,
    kept: margins(judge, parsed, situation, 50).turns,
  };
}

function search(rule: string, facts: Record<string, FactValue>, birthDate?: string, parts: Partial<Program> = {}) {
  const pack = buildPack({ programs: [buildProgram('A', { rule, ...parts })], standards, terms });
  return searchIn(pack, 'A', bag(facts), birthDate);
}

const told = (turns: readonly Turn[]) =>
  turns.map(({ changes }) => changes.map(({ code, to }) => `${code} ${to.join('|')}`).join(' & '));

describe('a near miss', () => {
  it('says to the fen how much an income lies above the line, through a term', () => {
    const { missed } = search('人均 <= 低保线', { hh_income_month: 2880, hh_size: 4 });
    expect(missed).toHaveLength(1);
    expect(missed[0]).toMatchObject({
      outcome: 'ELIGIBLE',
      changes: [{ code: 'hh_income_month', from: 2880, to: [2820], edge: 2820.01 }],
      figures: [{ name: '人均', from: 720, to: 705 }],
    });
    expect(missed[0]?.clauses.map(({ text }) => text)).toEqual(['人均 <= 低保线']);
    expect(told(search('人均 < 低保线', { hh_income_month: 2880, hh_size: 4 }).missed)).toEqual([
      'hh_income_month 2819.99',
    ]);
  });

  it('changes a worked-out figure itself where that was observed', () => {
    const { missed } = search('人均 <= 低保线', { hh_percap_income_month: 720, hh_income_month: 2880, hh_size: 4 });
    expect(told(missed)).toEqual(['hh_percap_income_month 705']);
  });

  it('names every value that would do', () => {
    const { missed } = search('低保户 or 低保边缘家庭', { hh_dibao_status: 'none', hh_low_income_edge: false });
    expect(told(missed).sort()).toEqual(['hh_dibao_status urban|rural', 'hh_low_income_edge true']);
  });

  it('takes two facts only where none alone is enough', () => {
    const facts = { hh_income_month: 1000, hh_vehicle_count: 1, hh_low_income_edge: false };
    expect(told(search('家庭月收入 < 900 and 机动车数 = 0', facts).missed)).toEqual([
      'hh_income_month 899.99 & hh_vehicle_count 0',
    ]);
    expect(told(search('低保边缘家庭 or (家庭月收入 < 900 and 机动车数 = 0)', facts).missed)).toEqual([
      'hh_low_income_edge true',
    ]);
  });

  it('is silent where three facts stand against it', () => {
    const { missed } = search('家庭月收入 < 900 and 机动车数 = 0 and 低保边缘家庭', {
      hh_income_month: 1000,
      hh_vehicle_count: 1,
      hh_low_income_edge: false,
    });
    expect(missed).toEqual([]);
  });

  it('says what would still have to be asked', () => {
    const { missed } = search('家庭月收入 < 900 and 低保边缘家庭', { hh_income_month: 1000 });
    expect(missed).toMatchObject([{ outcome: 'NEEDS_FACTS', missingFacts: ['hh_low_income_edge'] }]);
  });

  it('leaves out who one is and what has happened', () => {
    expect(search('性别 = "女"', { sex: 'male' }).missed).toEqual([]);
    expect(search('急难情形 != "无"', { emergency_kind: 'none' }).missed).toEqual([]);
    expect(search('残疾等级 >= 1', { disability_level: 0 }).missed).toEqual([]);
    expect(told(search('残疾等级 in (1, 2)', { disability_level: 3 }).missed)).toEqual(['disability_level 1|2']);
  });

  it('tells of an age the day from which it is true', () => {
    const { missed } = search('年龄 >= 60', { age: 58 }, '1963-09-01');
    expect(missed).toMatchObject([{ changes: [{ code: 'age', to: [60], edge: 59, since: '2023-09-01' }] }]);
    expect(search('年龄 >= 60', { age: 30 }, '1992-01-01').missed).toEqual([]);
    expect(search('年龄 < 18', { age: 20 }, '2002-01-01').missed).toEqual([]);
  });

  it('finds the nearer end of a range, and the way over a step', () => {
    expect(told(search('家庭月收入 in [500..800]', { hh_income_month: 1000 }).missed)).toEqual(['hh_income_month 800']);
    expect(told(search('floor(家庭月收入 / 100) * 100 <= 700', { hh_income_month: 1000 }).missed)).toEqual([
      'hh_income_month 799.99',
    ]);
    expect(
      told(search('max(0, 家庭月收入 - 300) / 家庭人口数 <= 100', { hh_income_month: 1000, hh_size: 2 }).missed),
    ).toEqual(['hh_income_month 500']);
  });
});

describe('a margin', () => {
  it('says how much a figure may still rise, and how much fall', () => {
    const { kept } = search('家庭月收入 in [500..800]', { hh_income_month: 765 });
    expect(kept.map(({ changes: [change] }) => [change?.edge, change?.to[0]])).toEqual([
      [800, 800.01],
      [500, 499.99],
    ]);
  });

  it('says which status it rests on, and when an age ends it', () => {
    const { kept } = search('低保户 and 年龄 < 18', { hh_dibao_status: 'rural', age: 16 }, '2006-01-31');
    expect(told(kept)).toEqual(['age 18', 'hh_dibao_status none']);
    expect(kept[0]?.changes[0]).toMatchObject({ since: '2024-01-31', edge: 17 });
  });

  it('leaves out a fact whose loss another way makes good', () => {
    const facts = { hh_dibao_status: 'rural', hh_low_income_edge: true };
    expect(search('低保户 or 低保边缘家庭', facts).kept).toEqual([]);
  });
});

const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
const parsed = parsePack(pack);
const judge = createJudge(pack, parsed);

function anyValue(fact: FactDefinition): fc.Arbitrary<FactValue> {
  if (fact.type === 'boolean') return fc.boolean();
  if (fact.type === 'enum') return fc.constantFrom(...(fact.options ?? []).map(({ code }) => code));
  if (fact.type === 'integer') return fc.integer({ min: fact.min ?? 0, max: Math.min(fact.max ?? 100, 100) });
  if (fact.type === 'number') return fc.integer({ min: 0, max: 400_000 }).map((fen) => fen / 100);
  if (fact.type === 'list') return fc.constant([]);
  return fc.constant('2022-06-01');
}

/** Mostly known families: an answer that hangs on everything unknown has nothing near. */
const families: fc.Arbitrary<FactBag> = fc
  .tuple(...FACTS.map((fact) => fc.option(anyValue(fact), { freq: 12 })))
  .map((values) =>
    Object.fromEntries(
      FACTS.flatMap((fact, index) => {
        const value = values[index];
        const derived = fact.derived && index % 2 === 0;
        return value === null || value === undefined || derived ? [] : [[fact.code, { value }]];
      }),
    ),
  );

const codes = pack.programs.map(({ code }) => code);
const withValue = (facts: FactBag, { code }: FactChange, value: FactValue): FactBag => ({
  ...facts,
  [code]: { value },
});
const others = (facts: FactBag, changes: readonly FactChange[]) =>
  changes.reduce((all, change) => withValue(all, change, change.to[0] as FactValue), facts);
const outcomeOf = (code: string, facts: FactBag) => judge.judge(code, facts, DAY).outcome;

describe('the rules of the county', () => {
  it('every near miss turns the answer with each of its values, and none of two facts is enough alone', () => {
    let seen = 0;
    fc.assert(
      fc.property(families, fc.constantFrom(...codes), (facts, code) => {
        const found = nearMisses(judge, parsed, { programCode: code, facts, on: DAY }, 50).turns;
        if (outcomeOf(code, facts) !== 'NOT_ELIGIBLE') expect(found).toEqual([]);
        for (const { changes, outcome, missingFacts } of found) {
          seen += 1;
          const turned = judge.judge(code, others(facts, changes), DAY);
          expect([turned.outcome, turned.missingFacts]).toEqual([outcome, missingFacts]);
          expect(outcome).not.toBe('NOT_ELIGIBLE');
          for (const change of changes) {
            const rest = others(
              facts,
              changes.filter((other) => other !== change),
            );
            for (const value of change.to) {
              expect(value).not.toEqual(change.from);
              expect(outcomeOf(code, withValue(rest, change, value))).toBe(outcome);
            }
            expect(outcomeOf(code, rest)).toBe('NOT_ELIGIBLE');
            if (change.edge !== null)
              expect(outcomeOf(code, withValue(rest, change, change.edge))).toBe('NOT_ELIGIBLE');
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('every margin holds at its border and not beyond', () => {
    let seen = 0;
    fc.assert(
      fc.property(families, fc.constantFrom(...codes), (facts, code) => {
        for (const { changes, outcome } of margins(judge, parsed, { programCode: code, facts, on: DAY }, 50).turns) {
          seen += 1;
          const [change] = changes as [FactChange];
          expect(outcome).toBe('NOT_ELIGIBLE');
          for (const value of change.to) expect(outcomeOf(code, withValue(facts, change, value))).toBe('NOT_ELIGIBLE');
          if (change.edge !== null)
            expect(outcomeOf(code, withValue(facts, change, change.edge))).not.toBe('NOT_ELIGIBLE');
        }
      }),
      { numRuns: 1500 },
    );
    expect(seen).toBeGreaterThan(50);
  });
});
