import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import type { FactBag } from '../../policy/types.js';
import { refusalWords } from './refusal-words.js';

const county = getCounty('yichuan');
const on = '2022-09-15';

function judged(programCode: string, facts: Record<string, FactBag[string]['value']>) {
  const bag = Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, { value }]));
  return county.judge.judge(programCode, bag, on);
}

describe('why a program does not fit', () => {
  it('names the failing clause with the value, in both languages', () => {
    const words = refusalWords(county, judged('CYL-01', { enrolled_university_this_year: false }));
    expect(words.zh).toBe('不符合条件：当年考入大学（当年考入大学 否）。');
    expect(words.en).toContain('Admitted to university this year: No');
  });

  it('shows enums by their label, money and standards with their figures', () => {
    const facts = {
      hukou_in_county: true,
      disability_category: 'limb',
      disability_level: 2,
      hh_dibao_status: 'urban',
      hh_area_type: 'urban',
      hh_size: 1,
      personal_income_month: 1750,
      transfer_benefits_month: 390,
      hh_income_month: 2140,
      expense_kind: 'medical',
      same_event_aided: false,
    };
    const verdict = judged('DPF-02', facts);
    expect(verdict.outcome).toBe('NOT_ELIGIBLE');
    const { zh, en } = refusalWords(county, verdict);
    expect(zh).toContain('1,750');
    expect(en).toContain('1,750');
    expect(en).not.toMatch(/\p{Script=Han}/u);
  });

  it('says that the meeting left it out when the rule itself would allow it', () => {
    expect(refusalWords(county, undefined).en).toContain('did not include');
    expect(refusalWords(county, judged('CYL-01', {})).zh).toContain('未将该项目列入方案');
  });
});
