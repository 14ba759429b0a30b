import type { Bilingual, Verdict } from '../../policy/types.js';

/** Why a program does not fit, with the values compared, for the family and the minutes. */
export function refusalWords(verdict: Verdict | undefined): Bilingual {
  if (!verdict || verdict.outcome !== 'NOT_ELIGIBLE') {
    return { zh: '研判会未将该项目列入方案。', en: 'The meeting did not include this program in the package.' };
  }
  const clauses = verdict.reasons.map((reason) => {
    const values = reason.values.map((value) => `${value.name} ${value.text || '未知'}${value.unit ?? ''}`).join(',');
    return values ? `${reason.text}(${values})` : reason.text;
  });
  return {
    zh: `不符合条件:${clauses.join(';')}。`,
    en: `The condition is not met: ${clauses.join('; ')}.`,
  };
}
