import {
  type Choice,
  type ComparedItem,
  type Composition,
  type CompositionProblem,
  composePackage,
  type Effect,
  judgeForPackage,
  type PackageSituation,
  type PackageVerdict,
} from './compose-package.js';
import { fallenWords, outcountedWords, STATUS_RULE } from './composition-words.js';
import { withGapLeft } from './gap-left.js';
import type { Judge } from './judge.js';
import type { CountyPack } from './types.js';

/** A package as it stood before a change. */
export interface StandingPackage {
  choices: readonly Choice[];
  items: readonly ComparedItem[];
}

export interface ChangedPackage<C extends Choice> {
  /** What of the choices stays. */
  choices: C[];
  verdicts: PackageVerdict[];
  composition: Composition;
}

/**
 * Composes a package anew after people changed their choices. An earlier choice that fits no more (its status left with
 * another program, or a fact changed) leaves with an effect that tells why; an earlier amount is brought back into a
 * band that moved. A problem of what is newly chosen stays a problem.
 */
export function changePackage<C extends Choice>(
  rules: { judge: Judge; pack: CountyPack },
  situation: PackageSituation,
  choices: readonly C[],
  before: StandingPackage,
): ChangedPackage<C> {
  const compose = (of: readonly Choice[]) => {
    const { on, need, alreadyGiven } = situation;
    const facts = withGapLeft(rules, situation, of);
    const verdicts = judgeForPackage(rules.judge, rules.pack, facts, on, of, alreadyGiven);
    return { verdicts, composition: composePackage({ pack: rules.pack, verdicts, choices: of, need, alreadyGiven }) };
  };
  const fallen: CompositionProblem[] = [];
  let staying = [...choices];
  let composed = compose(staying);
  for (;;) {
    const settled = settleEarlier(staying, composed.composition.problems, before.choices);
    if (settled.fallen.length === 0 && settled.staying.every((choice, index) => choice === staying[index])) break;
    fallen.push(...settled.fallen);
    staying = settled.staying;
    composed = compose(staying);
  }
  if (fallen.length > 0) {
    const stood = compose(before.choices).verdicts;
    const effects = fallen.flatMap((problem) => {
      const is = (verdict: PackageVerdict) => verdict.programCode === problem.programCode;
      return fallenEffect(rules.pack, problem, stood.find(is), composed.verdicts.find(is), staying, before.items);
    });
    composed.composition.effects.push(...effects);
  }
  return { choices: staying, ...composed };
}

const FITS_NO_MORE: ReadonlySet<string> = new Set(['NOT_ELIGIBLE', 'NEEDS_FACTS', 'NOTHING_TO_PAY']);

function settleEarlier<C extends Choice>(
  choices: readonly C[],
  problems: readonly CompositionProblem[],
  earlier: readonly Choice[],
): { staying: C[]; fallen: CompositionProblem[] } {
  const fallen: CompositionProblem[] = [];
  const staying = choices.flatMap((choice, index): C[] => {
    const problem = problems.find((one) => one.index === index);
    const was = earlier.find(({ programCode }) => programCode === choice.programCode);
    if (!problem || !was) return [choice];
    if (FITS_NO_MORE.has(problem.code)) {
      fallen.push(problem);
      return [];
    }
    const moved = problem.code === 'OUT_OF_BAND' && was.amountFen === choice.amountFen;
    if (!moved || problem.minFen === null || problem.maxFen === null) return [choice];
    return [{ ...choice, amountFen: Math.min(problem.maxFen, Math.max(problem.minFen, choice.amountFen ?? 0)) }];
  });
  return { staying, fallen };
}

/** A choice that a rule had kept out before leaves without an effect: no money is lost by it. */
function fallenEffect(
  pack: CountyPack,
  problem: CompositionProblem,
  stood: PackageVerdict | undefined,
  stands: PackageVerdict | undefined,
  staying: readonly Choice[],
  items: readonly ComparedItem[],
): Effect[] {
  const { programCode } = problem;
  const item = items.find((one) => one.programCode === programCode);
  const program = pack.programs.find(({ code }) => code === programCode);
  if (!item || !program) return [];
  const gone = (stood?.status?.grantedBy ?? []).filter((code) => !staying.some((one) => one.programCode === code));
  const counted = stands?.counted;
  const namesOf = (codes: readonly string[]) =>
    pack.programs.filter(({ code }) => codes.includes(code)).map(({ name }) => name);
  const beforeFen = item.amountFen;
  const lostFen = beforeFen ?? 0;
  const why = counted
    ? {
        ruleCode: 'COUNTED_IN_PACKAGE',
        ruleWords: counted.rule,
        words: outcountedWords(program.name, namesOf(counted.by), lostFen),
      }
    : {
        ruleCode: gone.length > 0 ? 'STATUS_IN_PACKAGE' : problem.code,
        ruleWords: gone.length > 0 ? STATUS_RULE : program.ruleInWords,
        words: fallenWords(program.name, namesOf(gone), lostFen),
      };
  return [
    {
      kind: 'dropped',
      programCode,
      personId: item.personId,
      ...why,
      keptProgram: null,
      beforeFen,
      afterFen: null,
      deltaFen: 0 - lostFen,
    },
  ];
}
