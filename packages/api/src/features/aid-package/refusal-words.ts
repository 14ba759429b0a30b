import { factByCode } from '@yimen/schema';
import type { County } from '../../platform/county.js';
import type { Bilingual, TraceValue, Verdict } from '../../policy/types.js';
import { valueWords } from '../registry/fact-words.js';

/** Why a program does not fit, with the values compared, for the family and the minutes (R24). */
export function refusalWords(county: County, verdict: Verdict | undefined): Bilingual {
  if (verdict?.outcome !== 'NOT_ELIGIBLE') {
    return { zh: '研判会未将该项目列入方案。', en: 'The meeting did not include this program in the package.' };
  }
  const clauses = verdict.reasons.map(({ text, values }) => {
    const compared = values.map((value) => comparedWords(county, value).zh).join('，');
    return compared ? `${text}（${compared}）` : text;
  });
  // Rules are written in Chinese; in English the rule is told in words, with the same values.
  const rule = county.program(verdict.programCode)?.ruleInWords.en ?? verdict.programCode;
  const values = verdict.reasons.flatMap((reason) => reason.values.map((value) => comparedWords(county, value).en));
  const compared = values.length > 0 ? ` Compared: ${[...new Set(values)].join('; ')}.` : '';
  return {
    zh: `不符合条件：${clauses.join('；')}。`,
    en: `The condition is not met. ${rule}${compared}`,
  };
}

function comparedWords(county: County, { kind, code, name, value, text, unit }: TraceValue): Bilingual {
  const fact = kind === 'fact' ? factByCode(code) : undefined;
  if (fact) {
    const words = valueWords(county, fact, value);
    const counted = value !== null && !fact.money ? fact.unit : undefined;
    return {
      zh: `${name} ${words.zh}${counted ? counted.zh : ''}`,
      en: `${fact.nameEn}: ${words.en}${counted?.en ? ` ${counted.en}` : ''}`,
    };
  }
  const standard = kind === 'standard' ? county.pack.standards.find((one) => one.code === code) : undefined;
  const term = kind === 'term' ? county.pack.terms.find((one) => one.code === code) : undefined;
  const truth = typeof value === 'boolean' ? (value ? 'Yes' : 'No') : text;
  return {
    zh: `${name} ${text || '未知'}${unit ?? ''}`,
    en: `${standard?.nameEn ?? term?.nameEn ?? name}: ${truth || 'Unknown'}${standard ? ` ${standard.unitEn}` : ''}`,
  };
}
