import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Choice, compareCompositions, composePackage, judgeForPackage } from './compose-package.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';
import type { FactBag, FactValue } from './types.js';

/** Cases from the county's records of 2022, judged by its pack. Household size, income and costs are partly assumed. */
const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
const judge = createJudge(pack);

/** An ordinary family of the county, with nothing the matter. */
const ORDINARY: Record<string, FactValue> = {
  hukou_in_county: true,
  residence_in_county: true,
  residence_permit: false,
  hh_consents_complete: true,
  hh_savings_total: 0,
  hh_vehicle_count: 0,
  hh_property_count: 1,
  hh_business_registered: false,
  hh_dibao_status: 'none',
  hh_low_income_edge: false,
  hh_rigid_expense_family: false,
  hh_monitor_category: 'none',
  hh_monitor_risk_cleared: false,
  tekun_status: 'none',
  orphan_status: 'none',
  deunattended_status: false,
  disability_category: 'none',
  disability_level: 0,
  serious_illness: false,
  personal_income_month: 0,
  transfer_benefits_month: 0,
  insured_medical: true,
  med_aid_paid_year: 0,
  same_event_aided: false,
  temp_aid_count_year: 0,
  hh_count_minor_or_70: 0,
  hh_count_severe: 0,
  existing_child_support_month: 0,
  emergency_kind: 'none',
  expense_kind: 'none',
  father_status: 'normal',
  mother_status: 'normal',
  hardship_recognised_student: false,
  enrolled_university_this_year: false,
  public_post: false,
  work_injury_care_allowance: false,
  needs_long_term_care: false,
  left_behind_child: false,
  child_in_difficulty: false,
  illness_type: 'none',
  stem_cell_transplant_done: false,
  other_aid_exhausted: false,
  remaining_gap: 0,
  emergency_in_county: true,
  hh_rigid_expense_12m: 0,
  med_oop_compliant_12m: 0,
};

const family = (facts: Record<string, FactValue>): FactBag =>
  Object.fromEntries(Object.entries({ ...ORDINARY, ...facts }).map(([code, value]) => [code, { value }]));

function compose(facts: FactBag, on: string, choices: Choice[], costYuan: number | null = null, insuranceYuan = 0) {
  return composePackage({
    pack,
    verdicts: judgeForPackage(judge, pack, facts, on, choices),
    choices,
    need: { costFen: costYuan === null ? null : costYuan * 100, insurancePaidFen: insuranceYuan * 100 },
    alreadyGiven: [],
  });
}

describe('a cancer patient in rural dibao, three days after the request', () => {
  const on = '2022-06-23';
  const facts = family({
    hh_size: 2,
    hh_area_type: 'rural',
    age: 53,
    serious_illness: true,
    illness_type: 'other_cancer',
    hh_dibao_status: 'rural',
    hh_income_month: 300,
    expense_kind: 'medical',
    hh_affected_persons: 2,
    med_oop_compliant_12m: 10000,
    med_oop_12m: 14000,
  });

  it('gets medical aid of 7000, temporary aid that may be 3000, and a place on the Red Cross plan', () => {
    expect(judge.judge('MIA-02', facts, on)).toMatchObject({
      outcome: 'ELIGIBLE',
      amount: { fen: 700000, minFen: 700000, maxFen: 700000 },
    });
    expect(judge.judge('MCA-05', facts, on)).toMatchObject({
      outcome: 'ELIGIBLE',
      amount: { minFen: 94000, maxFen: 470000, fen: 290000, stepFen: 10000 },
    });
    const composition = compose(
      facts,
      on,
      [
        { programCode: 'RC-01', planOnly: true },
        { programCode: 'MCA-05', amountFen: 300000 },
        { programCode: 'MIA-02' },
      ],
      14000,
    );
    expect(composition.problems).toEqual([]);
    expect(composition.items.map(({ programCode, amountFen, planOnly }) => [programCode, amountFen, planOnly])).toEqual(
      [
        ['MIA-02', 700000, false],
        ['MCA-05', 300000, false],
        ['RC-01', null, true],
      ],
    );
    expect(composition.coverage).toMatchObject({ needFen: 1400000, coveredFen: 1000000, leftFen: 400000 });
  });

  it('gets no more than the loss when charity comes on top', () => {
    const charity = judge.judge('CHA-02', facts, on);
    const choices: Choice[] = [{ programCode: 'MIA-02' }, { programCode: 'MCA-05', amountFen: 300000 }];
    const before = compose(facts, on, choices, 10500);
    const after = compose(facts, on, [...choices, { programCode: 'CHA-02' }], 10500);
    expect(charity.amount.fen).toBeGreaterThan(50000);
    expect(after.coverage).toMatchObject({ coveredFen: 1050000, leftFen: 0 });
    expect(compareCompositions(pack, before.items, after)).toEqual([
      expect.objectContaining({
        kind: 'capped',
        programCode: 'CHA-02',
        ruleCode: 'ACTUAL_LOSS',
        afterFen: 50000,
        deltaFen: 50000,
      }),
    ]);
  });

  it('is not aided twice for the same event by the temporary programs', () => {
    const sick = { ...facts, emergency_kind: { value: 'sudden_illness' }, emergency_severe: { value: true } };
    const composition = compose(sick, on, [{ programCode: 'MCA-05' }, { programCode: 'MCA-04' }]);
    expect(composition.items.map(({ programCode }) => programCode)).toEqual(['MCA-04']);
    expect(composition.effects[0]).toMatchObject({
      kind: 'dropped',
      programCode: 'MCA-05',
      ruleCode: 'G_TEMP_EVENT',
      deltaFen: -290000,
    });
  });
});

describe('a disabled liaison officer with a post', () => {
  const facts = {
    ...family({
      age: 53,
      hh_size: 2,
      hh_area_type: 'urban',
      disability_category: 'limb',
      disability_level: 2,
      hh_dibao_status: 'urban',
      expense_kind: 'medical',
      public_post: true,
    }),
    personal_income_month: {
      value: 1750,
      source: 'payroll of the public-welfare post',
      observedOn: '2022-09-10',
      verified: true,
    },
    transfer_benefits_month: { value: 390, source: 'dibao register', observedOn: '2022-09-10', verified: true },
  };

  it('is refused: 1750 + 390 is above 1.5 × 670', () => {
    const verdict = judge.judge('DPF-02', facts, '2022-09-15');
    expect(verdict).toMatchObject({ outcome: 'NOT_ELIGIBLE', missingFacts: [] });
    expect(verdict.reasons).toHaveLength(1);
    const [reason] = verdict.reasons;
    expect(reason?.text).toBe('本人月收入 + 每月已领救助补贴 <= 研判补充类救助收入上限倍数 * 当地低保月标准');
    const shown = Object.fromEntries(reason?.values.map(({ name, text, kind }) => [name, `${kind} ${text}`]) ?? []);
    expect(shown).toEqual({
      本人月收入: 'fact 1750',
      每月已领救助补贴: 'fact 390',
      研判补充类救助收入上限倍数: 'standard 1.5',
      当地低保月标准: 'term 670',
      城乡属性: 'fact 城市',
      城市低保月标准: 'standard 670',
    });
    expect(reason?.values[0]).toMatchObject({
      source: 'payroll of the public-welfare post',
      observedOn: '2022-09-10',
      verified: true,
    });
    expect(verdict.assumedStandards).toContain('dibao_urban_month');
  });

  it('would have been aided up to the line', () => {
    const poorer = { ...facts, personal_income_month: { value: 615 } };
    expect(judge.judge('DPF-02', poorer, '2022-09-15').outcome).toBe('ELIGIBLE');
  });

  it('cannot be put into a package', () => {
    const { items, problems } = compose(facts, '2022-09-15', [{ programCode: 'DPF-02' }]);
    expect(items).toEqual([]);
    expect(problems[0]).toMatchObject({ code: 'NOT_ELIGIBLE', words: { zh: expect.stringContaining('本人月收入') } });
  });
});

describe('a family applying by phone for a sick student', () => {
  const on = '2022-10-25';
  const facts = family({
    hh_size: 3,
    hh_area_type: 'rural',
    hh_income_month: 335,
    hh_count_severe: 1,
    serious_illness: true,
    illness_type: 'other_major',
    med_total_12m: 205000,
    med_insurance_paid_12m: 93000,
    med_oop_12m: 112000,
    med_oop_compliant_12m: 80000,
    student_stage: 'undergraduate',
  });

  it('gets rural dibao of 1310 a month, with heating in winter', () => {
    const verdict = judge.judge('MCA-02', facts, on);
    expect(verdict).toMatchObject({ outcome: 'ELIGIBLE', variantCode: null, amount: { fen: 131000 } });
    expect(verdict.subBenefits).toEqual([expect.objectContaining({ code: 'MCA-02-H', fen: 50000 })]);
  });

  it('gets medical aid of 56000 once dibao is in the package', () => {
    expect(judge.judge('MIA-02', facts, on).outcome).toBe('NOT_ELIGIBLE');
    const composition = compose(facts, on, [{ programCode: 'MIA-02' }, { programCode: 'MCA-02' }], 205000, 93000);
    expect(composition.problems).toEqual([]);
    expect(composition.items.map(({ programCode, amountFen }) => [programCode, amountFen])).toEqual([
      ['MCA-02', 131000],
      ['MIA-02', 5600000],
    ]);
    expect(composition.effects).toEqual([
      expect.objectContaining({ kind: 'status', programCode: 'MIA-02', deltaFen: 5600000 }),
    ]);
    expect(composition.coverage).toMatchObject({
      needFen: 11200000,
      coveredFen: 5600000,
      leftFen: 5600000,
      monthlyFen: 131000,
    });
  });

  it('is told that dibao opened medical aid', () => {
    const composition = compose(facts, on, [{ programCode: 'MIA-02' }, { programCode: 'MCA-02' }]);
    const won = compareCompositions(pack, [], composition);
    expect(won.map(({ kind, programCode, deltaFen }) => [kind, programCode, deltaFen])).toEqual([
      ['added', 'MCA-02', 131000],
      ['status', 'MIA-02', 5600000],
    ]);
    expect(won[1]?.words.zh).toBe('纳入“农村居民最低生活保障”后，“医疗救助（住院与门诊慢特病）”可以享受，¥56,000。');
  });

  it('loses both when dibao leaves the package', () => {
    const both = compose(facts, on, [{ programCode: 'MIA-02' }, { programCode: 'MCA-02' }]);
    const alone = compose(facts, on, [{ programCode: 'MIA-02' }]);
    expect(alone.problems[0]).toMatchObject({ programCode: 'MIA-02', code: 'NOT_ELIGIBLE' });
    const lost = compareCompositions(pack, both.items, alone);
    expect(lost.map(({ programCode, deltaFen }) => [programCode, deltaFen])).toEqual([
      ['MCA-02', -131000],
      ['MIA-02', -5600000],
    ]);
  });

  it('gets medical aid of the same amount when dibao is already in force', () => {
    const verdict = judge.judge('MIA-02', { ...facts, hh_dibao_status: { value: 'rural' } }, on);
    expect(verdict.amount.fen).toBe(5600000);
  });
});

describe('a monitored household with three disabled members that lost its income', () => {
  const facts = family({
    hh_size: 5,
    hh_area_type: 'rural',
    hh_disabled_count: 3,
    hh_monitor_category: 'unstable_out_of_poverty',
    emergency_kind: 'income_loss_epidemic',
    emergency_severe: true,
    hh_affected_persons: 5,
    hh_income_month: 2500,
  });

  it('may be given temporary aid of 2500', () => {
    const { outcome, amount } = judge.judge('MCA-04', facts, '2022-09-20');
    expect(outcome).toBe('ELIGIBLE');
    expect(amount.minFen).toBeLessThanOrEqual(250000);
    expect(amount.maxFen).toBeGreaterThanOrEqual(250000);
    const { items } = compose(facts, '2022-09-20', [{ programCode: 'MCA-04', amountFen: 250000 }]);
    expect(items).toEqual([expect.objectContaining({ programCode: 'MCA-04', amountFen: 250000 })]);
  });

  it('is asked for what is not known', () => {
    const { emergency_severe: _, ...unsure } = facts;
    expect(judge.judge('MCA-04', unsure, '2022-09-20')).toMatchObject({
      outcome: 'NEEDS_FACTS',
      missingFacts: ['emergency_severe'],
    });
  });
});
