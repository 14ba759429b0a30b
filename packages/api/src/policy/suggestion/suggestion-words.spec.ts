import { expect, it } from '@jest/globals';
import type { PackageValue } from './suggestion.types.js';
import { alternativeWords, bestWords } from './suggestion-words.js';

const best: PackageValue = {
  monthlyFen: 64_000,
  coveredFen: 1_400_000,
  onceFen: 0,
  helps: 1,
  lastResortFen: 0,
  socialFen: 230_000,
  departments: 4,
  papers: 11,
};

it('tells what the best reaches in one sentence', () => {
  expect(bestWords(best, 0)).toEqual({
    zh: '每月 ¥640，解决负担 ¥14,000，不留缺口，不发钱的帮助 1 项，其中社会资金 ¥2,300，涉及 4 个部门、11 种材料。',
    en: '¥640 a month, ¥14,000 of the loss met, ¥0 left, help without money: 1, ¥2,300 of it from donations, departments: 4, papers: 11.',
  });
});

it('tells what another gains and costs beside it', () => {
  const frugal = { ...best, coveredFen: 1_170_000, socialFen: 0, departments: 3 };
  expect(alternativeWords(frugal, best)).toEqual({
    zh: '比最优方案，好处是社会资金少 ¥2,300，部门少 1，为其他等候的家庭多留 ¥2,300；代价是解决负担少 ¥2,300。',
    en: 'Beside the best it gains donations ¥2,300 less, departments 1 fewer, ¥2,300 more left for families that wait; it costs loss met ¥2,300 less.',
  });
  expect(alternativeWords({ ...best, papers: 12 }, best)).toEqual({
    zh: '比最优方案没有好处；代价是材料多 1。',
    en: 'Beside the best it gains nothing; it costs papers 1 more.',
  });
  expect(alternativeWords(best, best).zh).toBe('与最优方案结果相同，经办项目不同。');
});
