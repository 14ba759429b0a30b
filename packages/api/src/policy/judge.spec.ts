import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FACTS, type FactDefinition } from '@yimen/schema';
import fc from 'fast-check';
import { buildPack, buildProgram, buildStandard, buildTerm } from './build-pack.js';
import { StandardMissingError } from './feel-evaluate.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';
import type { FactBag, FactValue, Program } from './types.js';

const DAY = '2022-06-23';
const bag = (values: Record<string, FactValue>): FactBag =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

function judgeOne(program: Program, facts: Record<string, FactValue>) {
  const standards = [buildStandard('低保线', 402.25), buildStandard('倍数', 1.5, { kind: 'page' })];
  const terms = [buildTerm('收入线', 'number', '倍数 * 低保线')];
  return createJudge(buildPack({ programs: [program], standards, terms })).judge(program.code, bag(facts), DAY);
}

describe('a verdict', () => {
  const program = buildProgram('A', { rule: '本县户籍 and 本人月收入 <= 收入线 and (年龄 < 18 or 重特大疾病)' });

  it('names the clauses that decided', () => {
    const refused = judgeOne(program, { hukou_in_county: true, personal_income_month: 900, age: 9 });
    expect(refused.outcome).toBe('NOT_ELIGIBLE');
    expect(refused.missingFacts).toEqual([]);
    expect(refused.reasons.map(({ text }) => text)).toEqual(['本人月收入 <= 收入线']);
    expect(refused.reasons[0]?.values.map(({ name, text }) => `${name} ${text}`)).toEqual([
      '本人月收入 900',
      '收入线 603.38',
      '倍数 1.5',
      '低保线 402.25',
    ]);
    const entitled = judgeOne(program, { hukou_in_county: true, personal_income_month: 600, age: 9 });
    expect(entitled.reasons.map(({ text }) => text)).toEqual(['本县户籍', '本人月收入 <= 收入线', '年龄 < 18']);
  });

  it('asks for the facts that are open, and shows the open clauses', () => {
    const open = judgeOne(program, { hukou_in_county: true, personal_income_month: 600, age: 30 });
    expect(open).toMatchObject({ outcome: 'NEEDS_FACTS', missingFacts: ['serious_illness'] });
    expect(open.reasons.map(({ text }) => text)).toEqual(['重特大疾病']);
  });

  it('tells which assumed figures it rests on', () => {
    expect(judgeOne(program, {}).assumedStandards).toEqual(['低保线']);
  });

  it('shows of an if only the branch that counts', () => {
    const chosen = buildProgram('A', { rule: 'if 年龄 < 18 then 本县户籍 else 常住本县' });
    const verdict = judgeOne(chosen, { age: 9, hukou_in_county: false });
    expect(verdict.reasons.map(({ text }) => text)).toEqual(['年龄 < 18', '本县户籍']);
    expect(judgeOne(chosen, {}).reasons.map(({ text }) => text)).toEqual(['年龄 < 18']);
  });
});

describe('the amount', () => {
  it('is exact to the fen', () => {
    const program = buildProgram('A', { amount: { kind: 'FORMULA', formula: '低保线 * 0.1 * 家庭人口数' } });
    expect(judgeOne(program, { hh_size: 3 }).amount).toMatchObject({ fen: 12068, minFen: 12068, maxFen: 12068 });
  });

  it('is never negative', () => {
    const program = buildProgram('A', { amount: { kind: 'FORMULA', formula: '100 - 家庭月收入' } });
    expect(judgeOne(program, { hh_income_month: 300 }).amount.fen).toBe(0);
  });

  it('that lacks a fact leaves the program open', () => {
    const program = buildProgram('A', { amount: { kind: 'FORMULA', formula: '100 * 家庭人口数' } });
    expect(judgeOne(program, {})).toMatchObject({ outcome: 'NEEDS_FACTS', missingFacts: ['hh_size'] });
  });

  const band = (formula: string, step?: number) =>
    buildProgram('A', { amount: { kind: 'BAND', formula, min: '低保线 / 3', max: '低保线 * 家庭人口数 / 3', step } });

  it('of a band rounds its borders inwards', () => {
    expect(judgeOne(band('200'), { hh_size: 2 }).amount).toMatchObject({ minFen: 13409, maxFen: 26816, fen: 20000 });
  });

  it('of a band suggests a multiple of the step within it', () => {
    expect(judgeOne(band('1000', 10), { hh_size: 2 }).amount).toMatchObject({ fen: 26000, stepFen: 1000 });
    expect(judgeOne(band('0', 10), { hh_size: 2 }).amount.fen).toBe(14000);
    expect(judgeOne(band('187', 10), { hh_size: 2 }).amount.fen).toBe(19000);
    expect(judgeOne(band('1000', 500), { hh_size: 2 }).amount.fen).toBe(26816);
  });

  it('of a band may lack its suggestion, but not its borders', () => {
    expect(judgeOne(band('年龄 * 10'), { hh_size: 2 })).toMatchObject({
      outcome: 'ELIGIBLE',
      missingFacts: ['age'],
      amount: { fen: null, minFen: 13409 },
    });
    expect(judgeOne(band('200'), {})).toMatchObject({ outcome: 'NEEDS_FACTS', missingFacts: ['hh_size'] });
  });

  it('of a loan goes from nothing to its ceiling', () => {
    const loan = buildProgram('A', { amount: { kind: 'LOAN', formula: '8000' } });
    expect(judgeOne(loan, {}).amount).toMatchObject({ minFen: 0, maxFen: 800000 });
  });

  it('rests on figures that exist on the day', () => {
    const pack = buildPack({
      programs: [buildProgram('A', { rule: '年龄 > 门槛' })],
      standards: [buildStandard('门槛', 60, { from: '2022-07-01' })],
    });
    expect(() => createJudge(pack).judge('A', bag({ age: 70 }), DAY)).toThrow(StandardMissingError);
    expect(createJudge(pack).judge('A', bag({ age: 70 }), '2022-07-01').outcome).toBe('ELIGIBLE');
  });
});

describe('a variant', () => {
  const program = buildProgram('A', {
    rule: '家庭月收入 < 500',
    amount: { kind: 'FORMULA', formula: '500 - 家庭月收入' },
    variants: [{ code: 'A-S', name: { zh: '', en: '' }, rule: '重特大疾病', formula: '50', source: '' }],
  });

  it('applies when the program itself does not', () => {
    expect(judgeOne(program, { hh_income_month: 600, serious_illness: true })).toMatchObject({
      outcome: 'ELIGIBLE',
      variantCode: 'A-S',
      amount: { fen: 5000 },
    });
    expect(judgeOne(program, { hh_income_month: 300, serious_illness: true })).toMatchObject({
      variantCode: null,
      amount: { fen: 20000 },
    });
  });

  it('is asked about before the program is refused', () => {
    expect(judgeOne(program, { hh_income_month: 600 })).toMatchObject({
      outcome: 'NEEDS_FACTS',
      missingFacts: ['serious_illness'],
    });
    expect(judgeOne(program, { hh_income_month: 600, serious_illness: false })).toMatchObject({
      outcome: 'NOT_ELIGIBLE',
      variantCode: null,
    });
  });

  it('waits until the program itself is decided', () => {
    expect(judgeOne(program, { serious_illness: true })).toMatchObject({
      outcome: 'NEEDS_FACTS',
      missingFacts: ['hh_income_month'],
    });
  });
});

describe('extras beside the amount', () => {
  it('come with their own rule', () => {
    const program = buildProgram('A', {
      rule: '本县户籍',
      subBenefits: [
        { code: 'A-H', name: { zh: '取暖', en: 'heating' }, formula: '500', period: 'yearly', source: '' },
        { code: 'A-T', name: { zh: '', en: '' }, rule: '年龄 > 70', formula: '10', period: 'yearly', source: '' },
      ],
    });
    const codes = (facts: Record<string, FactValue>) =>
      judgeOne(program, facts).subBenefits.map(({ code, fen }) => [code, fen]);
    expect(codes({ hukou_in_county: true, age: 60 })).toEqual([['A-H', 50000]]);
    expect(codes({ hukou_in_county: true, age: 71 })).toEqual([
      ['A-H', 50000],
      ['A-T', 1000],
    ]);
    expect(codes({ hukou_in_county: false, age: 71 })).toEqual([]);
  });
});

describe('the 48 programs of Yichuan', () => {
  const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
  const judge = createJudge(pack);

  it('are judged in the order of payment, or those asked for', () => {
    const all = judge.judgeAll({}, DAY);
    expect(all).toHaveLength(48);
    const orders = all.map(({ programCode }) => pack.programs.find(({ code }) => code === programCode)?.order ?? 0);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
    expect(judge.judgeAll({}, DAY, ['RC-01', 'MIA-02']).map(({ programCode }) => programCode)).toEqual([
      'MIA-02',
      'RC-01',
    ]);
    expect(() => judge.judge('XX-01', {}, DAY)).toThrow('XX-01');
  });

  it('name the facts and standards they use, through their terms', () => {
    expect(judge.factsOf('DPF-02')).toEqual(
      expect.arrayContaining(['hukou_in_county', 'disability_level', 'personal_income_month', 'hh_area_type']),
    );
    expect(judge.factsOf('MCA-02')).toContain('hh_low_income_edge');
    expect(judge.standardsOf('MCA-02')).toEqual(
      expect.arrayContaining(['dibao_rural_month', 'heating_dibao_rural_hh']),
    );
  });

  it('ask for nothing but facts they use', () => {
    for (const { programCode, missingFacts } of judge.judgeAll({}, DAY)) {
      const used = judge.factsOf(programCode);
      expect([programCode, missingFacts.filter((code) => !used.includes(code))]).toEqual([programCode, []]);
    }
  });

  const anyValue = (fact: FactDefinition): fc.Arbitrary<FactValue> => {
    switch (fact.type) {
      case 'boolean':
        return fc.boolean();
      case 'enum':
        return fc.constantFrom(...(fact.options ?? []).map(({ code }) => code));
      case 'list':
        return fc.subarray(pack.programs.map(({ code }) => code));
      case 'date':
        return fc.constant('2022-05-01');
      default:
        return fc.oneof(
          fc.integer({ min: fact.min ?? 0, max: Math.min(fact.max ?? 9, 9) }),
          fc.integer({ min: fact.min ?? 0, max: fact.max ?? 90000 }),
        );
    }
  };
  const everything = fc.record(Object.fromEntries(FACTS.map((fact) => [fact.code, anyValue(fact)])));
  const codes = FACTS.map(({ code }) => code);

  it('never change an answer by learning a fact, and always say what they ask for', () => {
    let decided = 0;
    fc.assert(
      fc.property(everything, fc.subarray(codes, { minLength: 20 }), (facts, told) => {
        const derived = FACTS.filter((fact) => fact.derived === true).map(({ code }) => code);
        const full = Object.fromEntries(Object.entries(facts).filter(([code]) => !derived.includes(code)));
        const some = Object.fromEntries(Object.entries(full).filter(([code]) => told.includes(code)));
        const partly = judge.judgeAll(bag(some), DAY);
        const fully = new Map(judge.judgeAll(bag(full), DAY).map((verdict) => [verdict.programCode, verdict]));
        for (const before of partly) {
          const after = fully.get(before.programCode);
          if (before.outcome === 'NEEDS_FACTS') {
            expect([before.programCode, before.missingFacts.length > 0]).toEqual([before.programCode, true]);
            continue;
          }
          decided += 1;
          expect([before.programCode, after?.outcome]).toEqual([before.programCode, before.outcome]);
          if (before.outcome === 'ELIGIBLE' && before.amount.fen !== null) {
            expect([before.programCode, after?.amount.fen]).toEqual([before.programCode, before.amount.fen]);
          }
        }
        for (const { programCode, outcome } of fully.values()) {
          expect([programCode, outcome === 'NEEDS_FACTS']).toEqual([programCode, false]);
        }
      }),
      { numRuns: 60 },
    );
    expect(decided).toBeGreaterThan(1000);
  });
});
