import {
  type Choice,
  type Composition,
  composePackage,
  judgeForPackage,
  type PackageVerdict,
} from '../compose-package.js';
import { LOSS_RULE_CODE } from '../composition-words.js';
import { withGap } from '../gap-left.js';
import type { CountyPack, Program } from '../types.js';
import type { CaseRules } from './case-rules.js';
import { isSocial, packageValue } from './package-value.js';
import { type Payable, payableOf } from './payable.js';
import type { Found } from './search-packages.js';
import type { SuggestionInput } from './suggestion.types.js';

/** How amounts within bands are chosen: what reaches most with the least of donations, or as the rules suggest. */
export type Split = 'most' | 'suggested';

/** A program that may be in a package. */
export interface Part {
  program: Program;
  /** As people chose it. */
  kept?: Choice;
  /** Undefined: a place on the program's plan only, or not known before the gap is; see `isLastResort`. */
  payable?: Payable;
  /** Entitled or suggested by the rule, in fen. */
  ruledFen: number | null;
  isLastResort: boolean;
}

/**
 * A program as part of a package; undefined where it does not fit or has nothing to pay, unless people chose it.
 * @param isGapKnown whether the verdict rests on what the rest of the package leaves of the loss
 */
export function partOf(
  rules: CaseRules,
  input: SuggestionInput,
  verdict: PackageVerdict,
  isGapKnown = false,
): Part | undefined {
  const { programCode, outcome, amount } = verdict;
  const kept = input.kept.find((choice) => choice.programCode === programCode);
  const program = rules.program(programCode);
  const isLastResort = rules.lastResorts.has(programCode);
  const part: Part = { program, kept, ruledFen: amount.fen, isLastResort };
  const isLossKnown = input.situation.need.costFen !== null;
  if (!kept && rules.isBarred(programCode)) return undefined;
  if (isLastResort && !isGapKnown) return isLossKnown && outcome !== 'NOT_ELIGIBLE' ? part : undefined;
  if (outcome !== 'ELIGIBLE') return undefined;
  const payable = payableOf(amount, input.lines.get(programCode), isLossKnown);
  if (typeof payable === 'object') return { ...part, payable };
  const mayPlan = payable === 'money' && program.planAllowed && program.period !== 'monthly';
  return kept || mayPlan ? part : undefined;
}

/** Composes programs of a field by the county's own rules; undefined where not all of them stand. */
export function composerOf(
  rules: CaseRules,
  input: SuggestionInput,
  verdicts: readonly PackageVerdict[],
  field: readonly Part[],
): (parts: readonly Part[], split: Split) => Omit<Found, 'split'> | undefined {
  const { situation, kept } = input;
  const { on, need, alreadyGiven } = situation;
  const codes = new Set([...field.map(({ program }) => program.code), ...alreadyGiven.map((aid) => aid.programCode)]);
  const pack = { ...rules.pack, programs: rules.pack.programs.filter(({ code }) => codes.has(code)) };
  const own = verdicts.filter(({ programCode }) => codes.has(programCode));
  const compose = (choices: readonly Choice[], of: readonly PackageVerdict[] = own) =>
    composePackage({ pack, verdicts: of, choices, need, alreadyGiven });
  const readers = field.flatMap(({ program: { code }, kept: chosen }) =>
    rules.readByOthers.has(code) ? [chosen ?? { programCode: code }] : [],
  );
  const judgeLast = rememberByGap((gapFen) => {
    const small = {
      ...pack,
      programs: pack.programs.filter(({ code }) => rules.lastResorts.has(code) || rules.readByOthers.has(code)),
    };
    return judgeForPackage(rules.judge, small, withGap(situation.facts, gapFen, on), on, readers, alreadyGiven);
  });

  return (parts, split) => {
    const { last = [], others = [] } = Object.groupBy(parts, (part) => (part.isLastResort ? 'last' : 'others'));
    let choices = others.map((part) => choiceOf(part, split));
    let composition = compose(choices);
    if (last.length > 0) {
      const gapFen = composition.coverage.leftFen ?? 0;
      const judged = judgeLast(gapFen).filter(({ programCode }) => rules.lastResorts.has(programCode));
      const filled = judged.flatMap((verdict) => {
        const isIn = last.some(({ program }) => program.code === verdict.programCode);
        return (isIn && partOf(rules, input, verdict, true)) || [];
      });
      if (filled.length < last.length) return undefined;
      choices = [...choices, ...filled.map((part) => choiceOf(part, split))];
      composition = compose(choices, [
        ...own.filter(({ programCode }) => !rules.lastResorts.has(programCode)),
        ...judged,
      ]);
    } else if (split === 'most') {
      const highest = composition;
      // Public money is lowered only where else a program would get nothing.
      for (const mayLowerPublic of [false, true]) {
        if (mayLowerPublic && composition.items.length === choices.length) break;
        choices = loweredToLoss(pack, others, highest, mayLowerPublic) ?? choices;
        composition = compose(choices);
      }
    }
    const { items, problems } = composition;
    if (problems.length > 0 || items.length < choices.length) return undefined;
    const paid = new Map(items.map((item) => [item.programCode, item.amountFen]));
    return { choices: inOrderOf(kept, choices), value: packageValue(pack, composition, rules.lastResorts), paid };
  };
}

/** What people chose comes first, as they chose it. */
function inOrderOf(kept: readonly Choice[], choices: readonly Choice[]): Choice[] {
  const place = ({ programCode }: Choice) => {
    const at = kept.findIndex((choice) => choice.programCode === programCode);
    return at < 0 ? kept.length : at;
  };
  return [...choices].sort((a, b) => place(a) - place(b));
}

function choiceOf(part: Part, split: Split, fen = amountAt(part, split)): Choice {
  const { program, kept, payable, ruledFen } = part;
  const choice = kept ?? { programCode: program.code };
  if (kept?.planOnly || kept?.amountFen != null) return kept;
  if (!payable) return kept ?? { ...choice, planOnly: true };
  return fen === ruledFen || payable.mostFen === 0 ? choice : { ...choice, amountFen: fen };
}

const amountAt = ({ payable }: Part, split: Split): number | null =>
  payable ? (split === 'most' ? payable.mostFen : payable.suggestedFen) : null;

/**
 * Where the highest amounts together exceed the loss: those of donations lowered, so that public money pays what it can,
 * and after them those of public money, if it may; undefined where nothing is to be lowered.
 */
function loweredToLoss(
  pack: CountyPack,
  parts: readonly Part[],
  { effects }: Composition,
  mayLowerPublic: boolean,
): Choice[] | undefined {
  const cut = effects.filter(({ ruleCode }) => ruleCode === LOSS_RULE_CODE);
  let surplusFen = cut.reduce((sum, { deltaFen }) => sum - deltaFen, 0);
  if (surplusFen === 0) return undefined;
  const isDonated = ({ program }: Part) => isSocial(pack, program);
  const inTurn = parts
    .filter((part) => part.program.againstLoss && (mayLowerPublic || isDonated(part)))
    .sort((a, b) => Number(isDonated(b)) - Number(isDonated(a)) || b.program.order - a.program.order);
  const lowered = new Map<Part, number>();
  for (const part of inTurn) {
    const { kept, payable } = part;
    if (!payable || kept?.amountFen != null || kept?.planOnly) continue;
    const lessFen = Math.min(surplusFen, payable.mostFen - payable.leastFen);
    if (lessFen > 0) lowered.set(part, payable.mostFen - lessFen);
    surplusFen -= lessFen;
  }
  return lowered.size > 0 ? parts.map((part) => choiceOf(part, 'most', lowered.get(part))) : undefined;
}

function rememberByGap(judge: (gapFen: number) => PackageVerdict[]): (gapFen: number) => PackageVerdict[] {
  const known = new Map<number, PackageVerdict[]>();
  return (gapFen) => {
    const verdicts = known.get(gapFen) ?? judge(gapFen);
    known.set(gapFen, verdicts);
    return verdicts;
  };
}
