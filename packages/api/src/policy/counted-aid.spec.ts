import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { changePackage } from './change-package.js';
import { type Choice, composePackage, judgeForPackage } from './compose-package.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';
import type { FactBag, FactValue } from './types.js';

const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
const rules = { pack, judge: createJudge(pack) };
const ON = '2022-06-23';
const need = { costFen: null, insurancePaidFen: 0 };

/** A rural family of four without means, one of whom is able to work and hard to employ. */
const FAMILY: Record<string, FactValue> = {
  hukou_in_county: true,
  residence_in_county: true,
  hh_consents_complete: true,
  hh_area_type: 'rural',
  hh_size: 4,
  hh_income_month: 200,
  personal_income_month: 0,
  hh_savings_total: 0,
  hh_vehicle_count: 0,
  hh_property_count: 1,
  hh_business_registered: false,
  hh_dibao_status: 'none',
  hh_low_income_edge: false,
  tekun_status: 'none',
  orphan_status: 'none',
  disability_category: 'none',
  disability_level: 0,
  serious_illness: false,
  hh_count_minor_or_70: 0,
  hh_count_severe: 0,
  work_capacity: 'full',
  employment_hard: true,
  public_post: false,
  age: 40,
};
const bag = (facts: Record<string, FactValue>): FactBag =>
  Object.fromEntries(Object.entries({ ...FAMILY, ...facts }).map(([code, value]) => [code, { value }]));

function compose(facts: FactBag, codes: readonly string[]) {
  const choices: Choice[] = codes.map((programCode) => ({ programCode }));
  const verdicts = judgeForPackage(rules.judge, pack, facts, ON, choices);
  return composePackage({ pack, verdicts, choices, need, alreadyGiven: [] });
}
const amountOf = (facts: FactBag, codes: readonly string[], code: string) =>
  compose(facts, codes).items.find(({ programCode }) => programCode === code)?.amountFen;

describe('money of the package that counts as income', () => {
  it('lowers dibao by the pay of a public-welfare post, whatever the order of choice, and says by which rule', () => {
    const alone = amountOf(bag({ hh_size: 6 }), ['MCA-02'], 'MCA-02') ?? 0;
    expect(amountOf(bag({ hh_size: 6 }), ['MCA-02', 'HRS-01'], 'MCA-02')).toBe(alone - 175_000);
    expect(amountOf(bag({ hh_size: 6 }), ['HRS-01', 'MCA-02'], 'MCA-02')).toBe(alone - 175_000);
    expect(compose(bag({ hh_size: 6 }), ['MCA-02', 'HRS-01']).effects).toContainEqual(
      expect.objectContaining({
        kind: 'counted',
        programCode: 'MCA-02',
        ruleCode: 'COUNTED_IN_PACKAGE',
        ruleWords: expect.objectContaining({ zh: expect.stringContaining('计入家庭收入') }),
        beforeFen: alone,
        afterFen: alone - 175_000,
        deltaFen: -175_000,
      }),
    );
  });

  it('ends dibao that it lifts the family above, with the reason', () => {
    const facts = bag({ hh_size: 2 });
    const before: Choice[] = [{ programCode: 'MCA-02' }];
    const { items } = compose(facts, ['MCA-02']);
    expect(items).toHaveLength(1);
    const after = changePackage(
      rules,
      { facts, on: ON, need, alreadyGiven: [] },
      [...before, { programCode: 'HRS-01' }],
      {
        choices: before,
        items,
      },
    );
    expect(after.choices.map(({ programCode }) => programCode)).toEqual(['HRS-01']);
    expect(after.composition.effects).toContainEqual(
      expect.objectContaining({
        kind: 'dropped',
        programCode: 'MCA-02',
        ruleCode: 'COUNTED_IN_PACKAGE',
        words: expect.objectContaining({ zh: expect.stringContaining('公益性岗位') }),
      }),
    );
  });

  it('does not count where the pack does not say so, nor what is unknown', () => {
    const facts = bag({});
    delete facts.hh_income_month;
    const verdicts = judgeForPackage(rules.judge, pack, facts, ON, [{ programCode: 'HRS-01' }]);
    expect(verdicts.find(({ programCode }) => programCode === 'MCA-02')).toMatchObject({ outcome: 'NEEDS_FACTS' });
    expect(
      compose(bag({}), ['MIA-01', 'HRS-01']).effects.filter(({ ruleCode }) => ruleCode === 'COUNTED_IN_PACKAGE'),
    ).toEqual([]);
  });
});

describe('support that is topped up', () => {
  const child = bag({
    age: 9,
    deunattended_status: true,
    existing_child_support_month: 100,
    disability_category: 'intellectual',
    disability_level: 2,
    hh_dibao_status: 'rural',
    work_capacity: 'none',
  });

  it('pays the difference to the living allowance that the same package gives', () => {
    const alone = amountOf(child, ['MCA-07'], 'MCA-07') ?? 0;
    const allowance = amountOf(child, ['MCA-08'], 'MCA-08') ?? 0;
    expect(allowance).toBeGreaterThan(0);
    expect(amountOf(child, ['MCA-07', 'MCA-08'], 'MCA-07')).toBe(alone - allowance);
  });
});
