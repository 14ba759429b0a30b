import { composePackage, judgeForPackage } from './compose-package.js';
import type { Choice, PackageSituation } from './composition.types.js';
import type { Judge } from './judge.js';
import type { CountyPack, FactBag } from './types.js';

/** The fact that tells what is left of a loss. */
export const GAP = 'remaining_gap';

const known = new WeakMap<Judge, ReadonlySet<string>>();

/** Codes of the programs that ask for the gap. */
export function lastResorts(judge: Judge, pack: CountyPack): ReadonlySet<string> {
  let codes = known.get(judge);
  if (!codes) {
    codes = new Set(pack.programs.map(({ code }) => code).filter((code) => judge.factsOf(code).includes(GAP)));
    known.set(judge, codes);
  }
  return codes;
}

/**
 * The facts of a case together with the part of the loss that nothing chosen or given covers, in yuan, for the programs
 * that start only then: nobody has to work it out by hand. A gap that was observed stands; while the cost is unknown, so
 * is the gap.
 */
export function withGapLeft(
  { judge, pack }: { judge: Judge; pack: CountyPack },
  situation: PackageSituation,
  choices: readonly Choice[],
): FactBag {
  const { facts, on, need, alreadyGiven } = situation;
  if (isGapObserved(facts)) return facts;
  const last = lastResorts(judge, pack);
  const others = choices.filter(({ programCode }) => !last.has(programCode));
  const verdicts = judgeForPackage(judge, pack, facts, on, others, alreadyGiven);
  const { leftFen } = composePackage({ pack, verdicts, choices: others, need, alreadyGiven }).coverage;
  return leftFen === null ? facts : withGap(facts, leftFen, on);
}

/** The facts with a gap of so many fen. */
export function withGap(facts: FactBag, leftFen: number, on: string): FactBag {
  return { ...facts, [GAP]: { value: leftFen / 100, source: '按本方案测算', observedOn: on, verified: false } };
}

/** Whether the gap was observed, so that none is worked out. */
export const isGapObserved = (facts: FactBag): boolean => facts[GAP] !== undefined;
