import { factByCode } from '@yimen/schema';
import { formatYuan } from '../platform/money.js';
import type { PackageVerdict, ProblemCode } from './composition.types.js';
import type { Bilingual, Outcome, Program } from './types.js';

type Name = Bilingual;

/** The rule code of effects by the actual loss. */
export const LOSS_RULE_CODE = 'ACTUAL_LOSS';
/** "Never more than the actual loss" (domain rule 2). */
export const LOSS_RULE: Bilingual = {
  zh: '各项救助合计不超过实际损失，按支付顺序依次扣减',
  en: 'All aid together never exceeds the actual loss; each step pays what is left in the order of payment',
};
export const STATUS_RULE: Bilingual = {
  zh: '方案内取得的身份，对支付顺序在后的项目同样有效',
  en: 'A status gained in the package counts for what is paid after it',
};
export const CHOICE_RULE: Bilingual = { zh: '本次选择', en: 'Your choice' };

const less = (fen: number): Bilingual =>
  fen === 0 ? { zh: '', en: '' } : { zh: `，减少 ${formatYuan(fen)}`, en: `, ${formatYuan(fen)} less` };
const more = (fen: number): Bilingual =>
  fen === 0 ? { zh: '', en: '' } : { zh: `，增加 ${formatYuan(fen)}`, en: `, ${formatYuan(fen)} more` };
const said = (zh: string, en: string, tail: Bilingual): Bilingual => ({
  zh: `${zh}${tail.zh}。`,
  en: `${en}${tail.en}.`,
});

/** @param lostFen fen that the program would have given */
export function excludedWords(lost: Name, kept: Name, lostFen: number): Bilingual {
  return said(
    `“${lost.zh}”与“${kept.zh}”不能同享，保留后者`,
    `${lost.en} cannot stand beside ${kept.en}; the latter stays`,
    less(lostFen),
  );
}

/** @param gone programs that gave the status it rested on and left the package; none: a fact changed */
export function fallenWords(name: Name, gone: readonly Name[], lostFen: number): Bilingual {
  if (gone.length === 0) return said(`“${name.zh}”不再符合条件`, `${name.en} no longer fits`, less(lostFen));
  const zh = gone.map((one) => `“${one.zh}”`).join('、');
  return said(
    `移出${zh}后，“${name.zh}”不再符合条件`,
    `Without ${gone.map(({ en }) => en).join(', ')}, ${name.en} no longer fits`,
    less(lostFen),
  );
}

/** @param counted programs of the package whose money counts as income or support */
export function outcountedWords(name: Name, counted: readonly Name[], lostFen: number): Bilingual {
  return said(
    `计入${counted.map((one) => `“${one.zh}”`).join('、')}后，“${name.zh}”不再符合条件`,
    `With ${counted.map(({ en }) => en).join(', ')} counted, ${name.en} no longer fits`,
    less(lostFen),
  );
}

/** @param minFen the lower end of a band that the reduced amount falls below */
export function cappedWords(name: Name, beforeFen: number, afterFen: number, minFen: number | null): Bilingual {
  if (afterFen === 0) {
    return said(
      `前面各项已补足实际损失，“${name.zh}”不再支付`,
      `What comes before covers the actual loss; ${name.en} pays nothing`,
      less(beforeFen),
    );
  }
  const below = minFen !== null && afterFen < minFen;
  return {
    zh: `“${name.zh}”由 ${formatYuan(beforeFen)}减为 ${formatYuan(afterFen)}：合计不超过实际损失${below ? `（低于下限 ${formatYuan(minFen)}，只补剩余部分）` : ''}。`,
    en: `${name.en} is reduced from ${formatYuan(beforeFen)} to ${formatYuan(afterFen)}: never more than the actual loss${below ? ` (below its lower limit of ${formatYuan(minFen)}, since only that much is left)` : ''}.`,
  };
}

/** @param by programs that pay `paidFen` of what the topped-up program would give */
export function toppedUpWords(
  name: Name,
  by: readonly Name[],
  paidFen: number,
  beforeFen: number,
  afterFen: number,
): Bilingual {
  const paid = formatYuan(paidFen);
  const [zh, en] = [by.map((one) => `“${one.zh}”`).join('、'), by.map((one) => one.en).join(', ')];
  if (afterFen === 0) {
    return said(
      `已由${zh}支付 ${paid}，“${name.zh}”没有差额可补`,
      `${paid} is paid by ${en}, which leaves ${name.en} nothing to top up`,
      less(beforeFen),
    );
  }
  return {
    zh: `“${name.zh}”只补差额：已由${zh}支付 ${paid}，由 ${formatYuan(beforeFen)}减为 ${formatYuan(afterFen)}。`,
    en: `${name.en} is topped up only: ${paid} is paid by ${en}, so ${formatYuan(beforeFen)} becomes ${formatYuan(afterFen)}.`,
  };
}

export function statusWords(
  name: Name,
  grantors: readonly Name[],
  beforeOutcome: Outcome,
  beforeFen: number | null,
  afterFen: number | null,
): Bilingual {
  const by = { zh: grantors.map(({ zh }) => `“${zh}”`).join('、'), en: grantors.map(({ en }) => en).join(', ') };
  const after =
    afterFen === null ? { zh: '', en: '' } : { zh: `，${formatYuan(afterFen)}`, en: `, ${formatYuan(afterFen)}` };
  if (beforeOutcome !== 'ELIGIBLE') {
    return said(`纳入${by.zh}后，“${name.zh}”可以享受`, `With ${by.en} in the package, ${name.en} is open`, after);
  }
  return {
    zh: `纳入${by.zh}后，“${name.zh}”由 ${formatYuan(beforeFen ?? 0)}变为 ${formatYuan(afterFen ?? 0)}。`,
    en: `With ${by.en} in the package, ${name.en} goes from ${formatYuan(beforeFen ?? 0)} to ${formatYuan(afterFen ?? 0)}.`,
  };
}

export const addedWords = (name: Name, fen: number): Bilingual =>
  said(`加入“${name.zh}”`, `${name.en} added`, more(fen));
export const removedWords = (name: Name, fen: number): Bilingual =>
  said(`移出“${name.zh}”`, `${name.en} removed`, less(fen));
export const restoredWords = (name: Name, fen: number): Bilingual =>
  said(`恢复“${name.zh}”`, `${name.en} restored`, more(fen));

export function changedWords(name: Name, beforeFen: number | null, afterFen: number | null): Bilingual {
  const zh = (fen: number | null) => (fen === null ? '不给金额' : `${formatYuan(fen)}`);
  const en = (fen: number | null) => (fen === null ? 'no amount' : `${formatYuan(fen)}`);
  return {
    zh: `“${name.zh}”由${zh(beforeFen)}改为${zh(afterFen)}。`,
    en: `${name.en} changed from ${en(beforeFen)} to ${en(afterFen)}.`,
  };
}

/** Why a choice cannot enter the package. */
export function problemWords(
  code: ProblemCode,
  program: Program | undefined,
  verdict: PackageVerdict | undefined,
  programCode: string,
): Bilingual {
  const { zh, en } = program?.name ?? { zh: programCode, en: programCode };
  switch (code) {
    case 'UNKNOWN_PROGRAM':
      return { zh: `没有项目 ${programCode}。`, en: `There is no program ${programCode}.` };
    case 'DUPLICATE':
      return { zh: `“${zh}”已在方案中。`, en: `${en} is in the package already.` };
    case 'NOT_ELIGIBLE': {
      const why = verdict?.reasons.map(({ text }) => text) ?? [];
      return {
        zh: `“${zh}”不符合条件：${why.join('；')}`,
        en: `${en} does not fit: ${program?.ruleInWords.en ?? why.join('; ')}`,
      };
    }
    case 'NEEDS_FACTS': {
      const facts = (verdict?.missing ?? []).flatMap(({ code, member }): Name[] => {
        const fact = factByCode(code);
        if (!fact) return [];
        const [zhOf, enOf] = member ? [`（${member.label.zh}）`, ` (${member.label.en})`] : ['', ''];
        return [{ zh: `${fact.nameZh}${zhOf}`, en: `${fact.nameEn}${enOf}` }];
      });
      return {
        zh: `“${zh}”还缺信息，请先补充：${facts.map((fact) => fact.zh).join('、')}。`,
        en: `${en} still needs facts; record them first: ${facts.map((fact) => fact.en).join(', ')}.`,
      };
    }
    case 'PLAN_NOT_ALLOWED':
      return {
        zh: `“${zh}”不能只列入计划，请给出金额。`,
        en: `${en} cannot be entered on a plan only; give an amount.`,
      };
    case 'NOT_MONEY':
      return { zh: `“${zh}”不按金额给付，请不要填写金额。`, en: `${en} does not pay an amount; leave it out.` };
    case 'NOTHING_TO_PAY': {
      const rule = verdict?.counted?.rule;
      return {
        zh: `“${zh}”算下来为 ¥0，没有可支付的金额${rule ? `：${rule.zh}` : ''}。`,
        en: `${en} comes to ¥0; there is nothing to pay${rule ? `: ${rule.en.replace(/\.$/, '')}` : ''}.`,
      };
    }
    case 'OUT_OF_BAND': {
      const [low, high] = [formatYuan(verdict?.amount.minFen ?? 0), formatYuan(verdict?.amount.maxFen ?? 0)];
      return low === high
        ? {
            zh: `“${zh}”的金额按标准为 ${low}，不能更改。`,
            en: `The amount of ${en} is ${low} by rule and cannot be changed.`,
          }
        : {
            zh: `“${zh}”的金额应在 ${low}–${high} 之间。`,
            en: `The amount of ${en} must be between ${low} and ${high}.`,
          };
    }
  }
}
