import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildGroup, buildPack, buildProgram, buildStandard } from './build-pack.js';
import { type CliffHousehold, householdCliff, withRise } from './cliff.js';
import { settleClaims } from './exclusivity.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';
import type { CountyPack, FactBag, FactValue, Program } from './types.js';

const DAY = '2022-06-23';
const RISES = [5_000, 10_000, 20_000];
const bag = (values: Record<string, FactValue>): FactBag =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));

const dibao = buildProgram('DIBAO', {
  rule: '家庭月收入 / 家庭人口数 < 低保线',
  period: 'monthly',
  againstLoss: false,
  order: 10,
  amount: { kind: 'FORMULA', formula: '低保线 * 家庭人口数 - 家庭月收入' },
  grantsFacts: { hh_dibao_status: 'rural' },
  subBenefits: [{ code: 'HEAT', name: { zh: '取暖', en: 'Heating' }, formula: '500', period: 'yearly', source: '' }],
});
const medical = buildProgram('MEDICAL', { rule: '低保状态 = "农村低保"', unit: 'person', order: 20 });
const allowance = buildProgram('ALLOWANCE', {
  rule: '低保状态 = "农村低保" and 残疾等级 >= 1',
  unit: 'person',
  period: 'monthly',
  againstLoss: false,
  order: 12,
  amount: { kind: 'FIXED', formula: '60' },
});
const standards = [buildStandard('低保线', 500)];

interface Family {
  programs?: Program[];
  parts?: Partial<CountyPack>;
  household: Record<string, FactValue>;
  people?: Record<string, FactValue>[];
  held?: CliffHousehold['held'];
}

function cliff({ programs = [dibao, medical, allowance], parts, household, people = [{}], held = [] }: Family) {
  const pack = buildPack({ programs, standards, ...parts });
  const members = people.map((facts, index) => ({ personId: `P${index}`, facts: bag({ ...household, ...facts }) }));
  return householdCliff(createJudge(pack), pack, { members, held, earnerId: 'P0', on: DAY }, RISES);
}

const told = ({
  changes,
}: {
  changes: { programCode: string; partCode: string | null; beforeFen: number; afterFen: number }[];
}) =>
  changes.map(
    ({ programCode, partCode, beforeFen, afterFen }) =>
      `${partCode ?? programCode} ${beforeFen / 100}→${afterFen / 100}`,
  );

describe('the cliff', () => {
  it('shows an allowance that tops up shrink by what is earned', () => {
    const { now, steps } = cliff({ household: { hh_income_month: 200, hh_size: 2, hh_dibao_status: 'rural' } });
    expect([now.monthlyFen, now.yearlyFen]).toEqual([80_000, 50_000]);
    expect(steps.map((step) => [told(step), step.netMonthFen])).toEqual([
      [['DIBAO 800→750'], 0],
      [['DIBAO 800→700'], 0],
      [['DIBAO 800→600'], 0],
    ]);
  });

  it('takes with a lost status what the status opened, money or not', () => {
    const { steps } = cliff({
      household: { hh_income_month: 930, hh_size: 2, hh_dibao_status: 'rural' },
      people: [{ disability_level: 2 }, { disability_level: 0 }],
      held: [{ programCode: 'DIBAO', personId: null, fen: 7_000 }],
    });
    const [fifty, hundred] = steps;
    expect(fifty).toMatchObject({ statusLost: [], closed: [], netMonthFen: 0 });
    expect(told(hundred as never)).toEqual(['DIBAO 70→0', 'HEAT 500→0', 'ALLOWANCE 60→0']);
    expect(hundred).toMatchObject({
      statusLost: [{ code: 'hh_dibao_status', personId: null, from: 'rural', to: 'none', programCode: 'DIBAO' }],
      closed: [
        { programCode: 'MEDICAL', personId: 'P0' },
        { programCode: 'MEDICAL', personId: 'P1' },
      ],
      netMonthFen: 10_000 - 13_000,
      netYearFen: 12 * (10_000 - 13_000) - 50_000,
    });
  });

  it('counts what a household is entitled to and does not have, with the statuses it would bring', () => {
    const { now } = cliff({
      household: { hh_income_month: 800, hh_size: 2, hh_dibao_status: 'none' },
      people: [{ disability_level: 1 }],
    });
    expect(now.lines.map(({ programCode, fen, heldFen }) => [programCode, fen, heldFen])).toEqual([
      ['DIBAO', 20_000, null],
      ['DIBAO', 50_000, null],
      ['ALLOWANCE', 6_000, null],
    ]);
  });

  it('leaves what is held against the rule, and says that it is', () => {
    const { now, steps } = cliff({
      household: { hh_income_month: 3_000, hh_size: 2, hh_dibao_status: 'rural' },
      held: [{ programCode: 'DIBAO', personId: null, fen: 9_000 }],
    });
    expect(now.lines).toMatchObject([{ programCode: 'DIBAO', fen: 9_000, heldFen: 9_000, outcome: 'NOT_ELIGIBLE' }]);
    expect(steps.map((step) => [told(step), step.statusLost, step.netMonthFen])).toEqual(
      RISES.map((rise) => [[], [], rise]),
    );
  });

  it('keeps of programs that exclude one another the held one, else the higher', () => {
    const monthly = (code: string, yuan: number) =>
      buildProgram(code, { period: 'monthly', againstLoss: false, unit: 'person', amount: { formula: String(yuan) } });
    const family = {
      programs: [monthly('A', 100), monthly('B', 300)],
      parts: { groups: [buildGroup('G', 'only_one', ['A', 'B'])] },
      household: { hh_income_month: 0, hh_size: 1 },
    };
    expect(cliff(family).now.lines.map(({ programCode }) => programCode)).toEqual(['B']);
    const held = [{ programCode: 'A', personId: 'P0', fen: 10_000 }];
    expect(cliff({ ...family, held }).now.lines.map(({ programCode }) => programCode)).toEqual(['A']);
  });

  it('raises what tops up an allowance that would be lost', () => {
    const child = buildProgram('CHILD', {
      rule: '年龄 < 18',
      unit: 'person',
      period: 'monthly',
      againstLoss: false,
      order: 30,
      amount: { kind: 'FORMULA', formula: 'max(0, 1000 - 儿童每月已领补贴)' },
      concurrency: { topUpAgainst: ['DIBAO'] },
    });
    const { now, steps } = cliff({
      programs: [dibao, child],
      household: { hh_income_month: 950, hh_size: 2, hh_dibao_status: 'rural' },
      people: [{ age: 40 }, { age: 9, existing_child_support_month: 25 }],
      held: [{ programCode: 'DIBAO', personId: null, fen: 5_000 }],
    });
    expect(now.lines.map(({ programCode, fen }) => [programCode, fen])).toContainEqual(['CHILD', 97_500]);
    expect(told(steps[1] as never)).toEqual(['DIBAO 50→0', 'HEAT 500→0', 'CHILD 975→1000']);
  });

  it('says so when the income is not known', () => {
    expect(cliff({ household: { hh_size: 2 } })).toMatchObject({ incomeKnown: false, steps: [] });
  });

  it('raises every figure of the income in step', () => {
    const facts = bag({ hh_size: 4, hh_income_month: 1000, hh_percap_income_month: 250, personal_income_month: 600 });
    const value = (code: string, isEarner: boolean) => withRise(facts, 100, isEarner)[code]?.value;
    expect(value('hh_income_month', false)).toBe(1100);
    expect(value('hh_percap_income_month', false)).toBe(275);
    expect(value('personal_income_month', false)).toBe(600);
    expect(value('personal_income_month', true)).toBe(700);
    expect(value('hh_percap_net_income_year', true)).toBeUndefined();
  });
});

describe('the rules of the county', () => {
  const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
  const judge = createJudge(pack);
  const person = fc.record({
    age: fc.integer({ min: 0, max: 95 }),
    disability_level: fc.integer({ min: 0, max: 4 }),
    needs_long_term_care: fc.boolean(),
    tekun_status: fc.constantFrom('none', 'none', 'scattered'),
    orphan_status: fc.constant('none'),
    serious_illness: fc.boolean(),
    student_stage: fc.constantFrom('none', 'primary', 'senior_general'),
    boarding: fc.boolean(),
    hukou_in_county: fc.constant(true),
    insured_medical: fc.constant(true),
  });
  const household = fc.record({
    hh_area_type: fc.constantFrom('urban', 'rural'),
    hh_low_income_edge: fc.boolean(),
    hh_consents_complete: fc.constant(true),
    hh_savings_total: fc.constant(0),
    hh_vehicle_count: fc.constant(0),
    hh_property_count: fc.constant(1),
    hh_business_registered: fc.constant(false),
    hh_count_minor_or_70: fc.integer({ min: 0, max: 2 }),
    hh_count_severe: fc.integer({ min: 0, max: 2 }),
    hh_monitor_category: fc.constant('none'),
    hh_rigid_expense_family: fc.constant(false),
  });
  const families = fc
    .record({
      household,
      people: fc.array(person, { minLength: 1, maxLength: 4 }),
      inDibao: fc.boolean(),
      below: fc.integer({ min: -100, max: 400 }),
    })
    .map(({ household: facts, people, inDibao, below }) => {
      const status = inDibao ? facts.hh_area_type : 'none';
      // Around the line, where a rise takes something away.
      const line = (facts.hh_area_type === 'urban' ? 670 : 470) * people.length;
      const all = {
        ...facts,
        hh_income_month: Math.max(0, line - below),
        hh_size: people.length,
        hh_dibao_status: status,
      };
      return people.map((one, index) => ({ personId: `P${index}`, facts: bag({ ...all, ...one }) }));
    });

  it('add up, leave nothing standing that excludes another, and change nothing without a rise', () => {
    let falls = 0;
    fc.assert(
      fc.property(families, (members) => {
        const family = { members, held: [], earnerId: 'P0', on: DAY };
        const { now, steps } = householdCliff(judge, pack, family, [0, 20_000]);
        for (const { riseFen, support, changes, statusLost, closed, netMonthFen } of steps) {
          const lost = now.monthlyFen - support.monthlyFen;
          expect(netMonthFen).toBe(riseFen - lost);
          const monthly = changes.filter(({ period }) => period === 'monthly');
          expect(monthly.reduce((sum, { beforeFen, afterFen }) => sum + beforeFen - afterFen, 0)).toBe(lost);
          if (riseFen === 0) expect([changes, statusLost, closed]).toEqual([[], [], []]);
          if (statusLost.length > 0) falls += 1;
          const claims = support.lines
            .filter(({ partCode }) => partCode === null)
            .map(({ programCode, personId, fen }) => {
              const program = pack.programs.find(({ code }) => code === programCode) as Program;
              return { program, personId, amountFen: fen };
            });
          expect(settleClaims(pack, claims, []).losing).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 2022 },
    );
    // The seed is fixed for this: families that lose a status must be among them.
    expect(falls).toBeGreaterThan(2);
  });
});
