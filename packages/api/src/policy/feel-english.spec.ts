import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ruleEnglish } from './feel-english.js';
import { createJudge } from './judge.js';
import { loadCountyPack } from './pack.js';

const pack = loadCountyPack(resolve(import.meta.dirname, '../../counties/yichuan'));
const english = ruleEnglish(pack);
const CHINESE = /[\u3400-\u9fff]/;

describe('a rule in English', () => {
  it('leaves no Chinese word in any rule or formula of the county', () => {
    const texts = pack.programs.flatMap(({ rule, amount, variants }) => [
      rule,
      amount.formula ?? '',
      ...variants.map((variant) => variant.rule ?? ''),
    ]);
    expect(texts.map(english.text).filter((text) => CHINESE.test(text))).toEqual([]);
  });

  it('names the values compared, with their labels and units', () => {
    const facts = { hh_area_type: { value: 'rural' }, hh_income_month: { value: 300 }, hh_size: { value: 2 } };
    const { trace } = createJudge(pack).judge('MCA-02', facts, '2022-06-23');
    const told = JSON.stringify(english.node(trace), (key, value) => (key === 'source' ? undefined : value));
    expect(told).toContain('"text":"Urban or rural = \\"Rural\\""');
    expect(told).toContain(
      '"name":"Urban or rural","kind":"fact","code":"hh_area_type","value":"rural","text":"Rural"',
    );
    expect(CHINESE.test(told)).toBe(false);
  });
});
