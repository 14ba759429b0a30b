import { yuanText } from '../../platform/money.js';
import type { AmountVerdict, Bilingual } from '../../policy/types.js';

/**
 * What is wrong with the amount (fen) that a batch application claims: it is the program's own amount, or lies within
 * its band. Undefined when it fits, and when facts are still open, for then the department vouches for it.
 */
export function claimedAmountProblem(amount: AmountVerdict, claimedFen: number): Bilingual | undefined {
  const { kind, minFen, maxFen } = amount;
  if (kind === 'SERVICE' || kind === 'EXTERNAL' || amount.missingFacts.length > 0) return undefined;
  if (minFen === null || maxFen === null) return undefined;
  if (claimedFen >= minFen && claimedFen <= maxFen) return undefined;
  const [min, max] = [yuanText(minFen), yuanText(maxFen)];
  return minFen === maxFen
    ? { zh: `该项目的标准是 ${max} 元，请核对。`, en: `The standard of this program is ${max} yuan; please check.` }
    : { zh: `该项目的金额应在 ${min} 至 ${max} 元之间。`, en: `This program gives between ${min} and ${max} yuan.` };
}
