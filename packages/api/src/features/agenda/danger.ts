import type { Bilingual, FactBag } from '../../policy/types.js';

const EMERGENCIES = ['emergency', 'disaster'];

/**
 * Why a case cannot wait for the next meeting; null where it can: the window marked it urgent, or what happened is an
 * emergency or a disaster by its kind.
 */
export function urgencyOf(difficulty: { code: string; name: Bilingual } | undefined, facts: FactBag): Bilingual | null {
  if (facts.urgent?.value === true) return { zh: '登记为急难', en: 'recorded as an emergency' };
  return difficulty && EMERGENCIES.includes(difficulty.code) ? difficulty.name : null;
}

const atLeastOne = (value: unknown) => Number(value ?? 0) > 0;
const RISKS: readonly { fact: string; when: (value: unknown) => boolean; words: Bilingual }[] = [
  {
    fact: 'hh_count_severe',
    when: atLeastOne,
    words: { zh: '有重病或重残成员', en: 'somebody is severely ill or disabled' },
  },
  {
    fact: 'hh_count_minor_or_70',
    when: atLeastOne,
    words: { zh: '有未成年人或七十岁以上老人', en: 'minors or people over 70' },
  },
  { fact: 'living_alone', when: (value) => value === true, words: { zh: '独居', en: 'lives alone' } },
  {
    fact: 'hh_monitor_category',
    when: (value) => value === 'sudden_severe',
    words: { zh: '突发严重困难户', en: 'sudden severe hardship' },
  },
  {
    fact: 'hh_housing_grade',
    when: (value) => value === 'D',
    words: { zh: '住房为 D 级危房', en: 'housing of grade D' },
  },
];

/** What makes a family's situation graver than that of others, as far as it is known. */
export function risksOf(facts: FactBag): Bilingual[] {
  return RISKS.filter(({ fact, when }) => when(facts[fact]?.value)).map(({ words }) => words);
}
