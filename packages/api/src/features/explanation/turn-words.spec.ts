import { describe, expect, it } from '@jest/globals';
import { getCounty } from '../../platform/county.js';
import type { FactChange, Turn } from '../../policy/near-miss.js';
import { marginWords, nearMissWords } from './turn-words.js';

const county = getCounty('yichuan');
const change = (parts: Partial<FactChange> & Pick<FactChange, 'code' | 'from' | 'to'>): FactChange => ({
  edge: null,
  since: null,
  ...parts,
});
const turn = (changes: FactChange[], parts: Partial<Turn> = {}): Turn => ({
  changes,
  outcome: 'ELIGIBLE',
  missingFacts: [],
  clauses: [],
  figures: [],
  ...parts,
});
const income = change({ code: 'hh_income_month', from: 2880, to: [2820], edge: 2820.01 });

describe('a near miss in words', () => {
  it('says by how much, with the figures that follow', () => {
    const figures = [{ code: 'hh_percap_income_month', name: '家庭月人均收入', from: 720, to: 704.9975 }];
    expect(nearMissWords(county, turn([income], { figures }))).toEqual({
      zh: '家庭月收入由¥2,880降至¥2,820（低¥60），家庭月人均收入 720 → 704.9975，即符合。',
      en: 'Household monthly income ¥2,820 instead of ¥2,880 (¥60 less), Monthly income per head 720 → 704.9975: it fits.',
    });
  });

  it('joins two facts, and names what is still open', () => {
    const status = change({ code: 'hh_dibao_status', from: 'none', to: ['urban', 'rural'] });
    const open = turn([income, status], { outcome: 'NEEDS_FACTS', missingFacts: ['hh_vehicle_count'] });
    expect(nearMissWords(county, open)).toEqual({
      zh: '家庭月收入由¥2,880降至¥2,820（低¥60），并且低保状态由“无”变为“城市低保”或“农村低保”，则只待补充：机动车数。',
      en: 'Household monthly income ¥2,820 instead of ¥2,880 (¥60 less), and Dibao status: Urban dibao or Rural dibao instead of None: it only waits for Motor vehicles.',
    });
  });

  it('tells of an age its day', () => {
    const age = change({ code: 'age', from: 58, to: [60], edge: 59, since: '2028-03-01' });
    expect(nearMissWords(county, turn([age])).zh).toBe('2028-03-01 起年满60岁，即符合。');
    expect(marginWords(county, turn([{ ...age, from: 17, to: [18] }])).zh).toBe('2028-03-01 满18岁起不再符合。');
  });
});

describe('a margin in words', () => {
  it('says how much is left and where it ends', () => {
    const rise = change({ code: 'hh_income_month', from: 2785, to: [2820.01], edge: 2820 });
    expect(marginWords(county, turn([rise]))).toEqual({
      zh: '家庭月收入还可增加¥35（至¥2,820）；到¥2,820.01即不再符合。',
      en: 'Household monthly income may still rise by ¥35 (to ¥2,820); at ¥2,820.01 it is lost.',
    });
  });

  it('says when nothing is left', () => {
    const rise = change({ code: 'hh_vehicle_count', from: 0, to: [1], edge: 0 });
    expect(marginWords(county, turn([rise])).zh).toBe('机动车数已在边界上，增加1辆（至1辆）即不再符合。');
  });

  it('names the status that it rests on', () => {
    const status = change({ code: 'hh_dibao_status', from: 'rural', to: ['none'] });
    expect(marginWords(county, turn([status])).zh).toBe('低保状态由“农村低保”变为“无”，即不再符合。');
  });
});
