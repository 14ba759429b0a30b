import { describe, expect, it } from '@jest/globals';
import { buildPack, buildProgram } from './build-pack.js';
import { changePackage } from './change-package.js';
import { type Choice, compareCompositions } from './compose-package.js';
import { createJudge } from './judge.js';
import type { FactValue } from './types.js';

const pack = buildPack({
  programs: [
    buildProgram('DIBAO', {
      order: 10,
      period: 'monthly',
      againstLoss: false,
      amount: { kind: 'FIXED', formula: '400' },
      grantsFacts: { hh_dibao_status: 'rural' },
    }),
    buildProgram('MEDICAL', {
      order: 20,
      rule: '低保状态 = "农村低保"',
      ruleInWords: { zh: '低保户', en: 'Dibao households' },
      amount: { kind: 'BAND', formula: '700', min: '100', max: '家庭月收入' },
    }),
    buildProgram('OTHER', { order: 30, amount: { kind: 'FIXED', formula: '50' } }),
  ],
});
const POOR = { hh_income_month: 900, hh_dibao_status: 'none' };

function change(before: Choice[], now: Choice[], facts: Record<string, FactValue> = POOR, factsThen = facts) {
  const bagOf = (values: Record<string, FactValue>) =>
    Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }]));
  const situation = { on: '2022-06-23', alreadyGiven: [], need: { costFen: null, insurancePaidFen: 0 } };
  const rules = { judge: createJudge(pack), pack };
  const then = changePackage(rules, { ...situation, facts: bagOf(factsThen) }, before, { choices: [], items: [] });
  const { choices, composition } = changePackage(rules, { ...situation, facts: bagOf(facts) }, now, {
    choices: then.choices,
    items: then.composition.items,
  });
  const effects = compareCompositions(pack, then.composition.items, composition);
  return {
    chosen: choices.map(({ programCode }) => programCode),
    problems: composition.problems.map(({ programCode, code }) => `${programCode} ${code}`),
    effects,
    told: effects.map(
      ({ kind, programCode, ruleCode, deltaFen }) => `${kind} ${programCode} ${ruleCode} ${deltaFen / 100}`,
    ),
  };
}
const [dibao, medical, other] = ['DIBAO', 'MEDICAL', 'OTHER'].map((programCode) => ({ programCode })) as [
  Choice,
  Choice,
  Choice,
];

describe('changing a package', () => {
  it('takes what rested on a removed status with it, and tells by which rule and what money is lost', () => {
    const { chosen, problems, told, effects } = change([dibao, medical, other], [medical, other]);
    expect(problems).toEqual([]);
    expect(chosen).toEqual(['OTHER']);
    expect(told.sort()).toEqual(['dropped MEDICAL STATUS_IN_PACKAGE -700', 'removed DIBAO CHOICE -400']);
    const lost = effects.find(({ programCode }) => programCode === 'MEDICAL');
    expect(lost?.words).toEqual({
      zh: '移出“项目DIBAO”后，“项目MEDICAL”不再符合条件，减少 ¥700。',
      en: 'Without Program DIBAO, Program MEDICAL no longer fits, ¥700 less.',
    });
  });

  it('lets go of an earlier choice that new facts closed, by its own rule', () => {
    const { chosen, told } = change([medical], [medical, other], POOR, { ...POOR, hh_dibao_status: 'rural' });
    expect(chosen).toEqual(['OTHER']);
    expect(told.sort()).toEqual(['added OTHER CHOICE 50', 'dropped MEDICAL NOT_ELIGIBLE -700']);
  });

  it('brings an earlier amount back into its band when the band moved', () => {
    const insured = { ...POOR, hh_dibao_status: 'rural' };
    const chosen: Choice = { programCode: 'MEDICAL', amountFen: 85_000 };
    const { problems, told } = change([chosen], [chosen, other], { ...insured, hh_income_month: 800 }, insured);
    expect(problems).toEqual([]);
    expect(told.sort()).toEqual(['added OTHER CHOICE 50', 'changed MEDICAL CHOICE -50']);
  });

  it('refuses what is newly chosen and does not fit, or lies outside its band', () => {
    expect(change([other], [other, medical]).problems).toEqual(['MEDICAL NOT_ELIGIBLE']);
    const outside: Choice = { programCode: 'MEDICAL', amountFen: 95_000 };
    expect(change([dibao, medical], [dibao, outside]).problems).toEqual(['MEDICAL OUT_OF_BAND']);
  });
});
