import type { ComposedItem, Composition } from '../compose-package.js';
import type { CountyPack, Program } from '../types.js';
import type { PackageValue } from './suggestion.types.js';

/** Values of a package in the order in which they matter; everything is to be large. */
export type Ranking = (value: PackageValue) => readonly number[];

export const stepsOf = ({ departments, papers }: PackageValue): number => departments + papers;

/**
 * Basic living first, then the loss and whatever else helps, then public money before donations (the last resort after
 * both), then the fewest steps for the family. The least of an earlier objective outweighs everything of the later ones.
 */
export const BEST: Ranking = (value) => [
  value.monthlyFen,
  value.coveredFen,
  value.onceFen,
  value.helps,
  -value.lastResortFen,
  -value.socialFen,
  -stepsOf(value),
];
export const PUBLIC: Ranking = (value) => [value.monthlyFen, -value.socialFen, ...BEST(value)];
export const SIMPLE: Ranking = (value) => [value.monthlyFen, -stepsOf(value), ...BEST(value)];

/** Above zero where the first of two is ranked higher. */
export function compareValues(ranking: Ranking, one: PackageValue, other: PackageValue): number {
  const [a, b] = [ranking(one), ranking(other)];
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] as number) - (b[at] as number);
}

/** Whether the fund that pays a program first is not the state's. */
export function isSocial(pack: CountyPack, { funds: [first] }: Program): boolean {
  return pack.funds.find(({ code }) => code === first)?.nature === 'social';
}

/** @param lastResorts codes of the programs that start only when all others have given */
export function packageValue(
  pack: CountyPack,
  { items, coverage }: Composition,
  lastResorts: ReadonlySet<string>,
): PackageValue {
  const value: PackageValue = {
    monthlyFen: coverage.monthlyFen,
    coveredFen: coverage.coveredFen,
    onceFen: 0,
    helps: 0,
    lastResortFen: 0,
    socialFen: 0,
    departments: new Set(items.map(({ department }) => department)).size,
    papers: 0,
  };
  const papers = new Set<string>();
  for (const item of items) {
    const program = pack.programs.find(({ code }) => code === item.programCode);
    if (!program) continue;
    for (const paper of program.evidence) papers.add(paper);
    if (isHelp(item, program)) {
      if (!item.planOnly || coverage.leftFen !== 0) value.helps += 1;
      continue;
    }
    const fen = item.amountFen ?? 0;
    if (item.period !== 'monthly' && !program.againstLoss) value.onceFen += fen;
    if (lastResorts.has(program.code)) value.lastResortFen += fen;
    else if (isSocial(pack, program)) value.socialFen += fen;
  }
  return { ...value, papers: papers.size };
}

const isHelp = ({ amountFen }: ComposedItem, { amount }: Program): boolean =>
  amountFen === null || amount.kind === 'LOAN';
