import type { County } from '../../platform/county.js';
import { formatYuan } from '../../platform/money.js';
import type { Bilingual } from '../../policy/types.js';

export interface RemedyTerms {
  programCode: string;
  kind: string;
  fen: number;
  months: number | null;
  percent: number | null;
  firstDueOn: string | null;
  reason: string | null;
}

/** What was decided about a difference, as a family reads it; it names no department and blames nobody. */
export function familyWords(
  county: County,
  { programCode, kind, fen, months, percent, firstDueOn, reason }: RemedyTerms,
): Bilingual {
  const name = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  const money = formatYuan(fen);
  const from = firstDueOn ? { zh: `自 ${firstDueOn} 起`, en: ` from ${firstDueOn} on` } : { zh: '', en: '' };
  switch (kind) {
    case 'pay_difference':
      return {
        zh: `“${name.zh}”少发了 ${money}，将补发给您。`,
        en: `${name.en}: ${money} too little was paid; you receive the difference.`,
      };
    case 'set_off':
      return {
        zh: `“${name.zh}”多发了 ${money}，${from.zh}每月从该项救助中扣回不超过 ${percent}%，扣完为止，您不必另行缴款。`,
        en: `${name.en}: ${money} too much was paid. At most ${percent}% of each month of this aid is kept back${from.en} until it is made up; you need not pay anything.`,
      };
    case 'instalments':
      return months === 1
        ? {
            zh: `“${name.zh}”多发了 ${money}，请${firstDueOn ? `于 ${firstDueOn} 前` : ''}一次退回；一次退回有困难的，可以申请分期或延期。`,
            en: `${name.en}: ${money} too much was paid. Please pay it back${firstDueOn ? ` by ${firstDueOn}` : ''}; if that is hard, ask for instalments or a later day.`,
          }
        : {
            zh: `“${name.zh}”多发了 ${money}，${from.zh}分 ${months} 个月退回，每月约 ${formatYuan(Math.ceil(fen / (months ?? 1)))}；有困难的可以申请延期。`,
            en: `${name.en}: ${money} too much was paid, to be paid back in ${months} monthly parts of about ${formatYuan(Math.ceil(fen / (months ?? 1)))}${from.en}; if that is hard, ask for a later day.`,
          };
    case 'waive':
      return {
        zh: `“${name.zh}”多发的 ${money} 经研究免于退回（${reason}），您不必退款。`,
        en: `${name.en}: the ${money} paid too much need not be paid back (${reason}).`,
      };
    default:
      return {
        zh: `“${name.zh}”的差额 ${money} 维持不变（${reason}）。`,
        en: `${name.en}: the difference of ${money} stays as it is (${reason}).`,
      };
  }
}

/** What was decided, for the timeline of a case. */
export function decidedWords(county: County, terms: RemedyTerms): Bilingual {
  const { zh, en } = familyWords(county, terms);
  return { zh: `研判会决定：${zh}`, en: `The meeting decided. ${en}` };
}
