import type { County } from '../../platform/county.js';
import { formatYuan } from '../../platform/money.js';
import type { Remedy } from '../../policy/propose-remedy.js';
import type { Bilingual } from '../../policy/types.js';
import { getFact, valueWords } from '../registry/fact-words.js';
import type { LearntFact, ReviewedItem } from './replay-case.js';

/** What is proposed, in one sentence; nothing is done by it. */
export function remedyWords({ kind, fen, monthlyFen, months }: Remedy): Bilingual {
  const money = formatYuan(fen);
  const monthly = formatYuan(monthlyFen ?? 0);
  switch (kind) {
    case 'pay_difference':
      return { zh: `建议补发 ${money}`, en: `Pay the difference of ${money}` };
    case 'set_off':
      return {
        zh: `建议从以后月份中抵扣，每月 ${monthly}，${months} 个月，共 ${money}`,
        en: `Keep back ${monthly} a month for ${months} months, ${money} in all`,
      };
    case 'instalments':
      return {
        zh: `建议分期退回，每月 ${monthly}，${months} 个月，共 ${money}`,
        en: `Pay back ${monthly} a month for ${months} months, ${money} in all`,
      };
    case 'waive':
      return { zh: `数额较小，建议由研判会决定免于追回 ${money}`, en: `Small: the committee may let ${money} go` };
    case 'ask_facts':
      return { zh: '缺少信息，补充后再复核', en: 'A fact is missing; learn it, then review again' };
    case 'none':
      return { zh: '多发与少发相抵，无需处理', en: 'Too much and too little make up for each other' };
  }
}

/** Why an item differs: the facts that were learnt since, or the rules and figures of later months, or time alone. */
export function reasonsOf(county: County, { facts, rulesFrom }: ReviewedItem): Bilingual[] {
  const reasons = facts.map((fact) => learntWords(county, fact));
  if (rulesFrom) {
    reasons.push({
      zh: `自 ${rulesFrom} 起适用的规则或标准与决定时不同`,
      en: `Other rules or standards than at the decision from ${rulesFrom} on`,
    });
  }
  if (reasons.length === 0) {
    reasons.push({
      zh: '信息和标准未变，因年龄、家庭人口或已获救助随时间变化',
      en: 'Facts and standards are as they were: age, household or other aid changed with time',
    });
  }
  return reasons;
}

function learntWords(county: County, { code, value, former, observedOn, recordedOn }: LearntFact): Bilingual {
  const fact = getFact(code);
  const [was, is] = [valueWords(county, fact, former), valueWords(county, fact, value)];
  return {
    zh: `${fact.nameZh}：${was.zh} → ${is.zh}（${observedOn} 的情况，${recordedOn} 记录）`,
    en: `${fact.nameEn}: ${was.en} → ${is.en} (as of ${observedOn}, recorded ${recordedOn})`,
  };
}
