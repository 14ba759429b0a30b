import type { Choice } from '../compose-package.js';
import { clashingPairs, settleClaims } from '../exclusivity.js';
import { isGapObserved, lastResorts } from '../gap-left.js';
import type { Judge } from '../judge.js';
import type { CountyPack, Program } from '../types.js';
import type { SuggestionInput } from './suggestion.types.js';

/** A county's rules as far as they matter for choosing the packages of one case. */
export interface CaseRules {
  judge: Judge;
  pack: CountyPack;
  /** Throws Error on an unknown program. */
  program(code: string): Program;
  /** Whether two programs cannot stand side by side. */
  areApart(one: string, other: string): boolean;
  /** Codes of the programs whose choice changes what other programs are judged on. */
  readByOthers: ReadonlySet<string>;
  /** Codes of the programs that start only when all others have given. */
  lastResorts: ReadonlySet<string>;
  /** Whether money of others is set against the program's. */
  isToppedUp(code: string): boolean;
  /** Whether the household got it before: what it got may be set against it. */
  wasGiven(code: string): boolean;
  /** Whether what the household holds already keeps a program out. */
  isBarred(code: string): boolean;
}

export function caseRules(
  { judge, pack }: { judge: Judge; pack: CountyPack },
  { situation: { facts, alreadyGiven } }: Pick<SuggestionInput, 'situation'>,
): CaseRules {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const apart = new Set(
    clashingPairs(pack).flatMap(({ programs: [one, other] }) => [`${one} ${other}`, `${other} ${one}`]),
  );
  const topped = new Set(pack.programs.flatMap(({ concurrency }) => concurrency.topUpAgainst));
  const toppingUp = new Set(
    pack.groups.flatMap(({ mode, members }) => (mode === 'only_one_with_top_up' ? members : [])),
  );
  const isRead = ({ code, grantsFacts, concurrency: { countsAsIncomeIn, topUpAgainst } }: Program) =>
    Object.keys(grantsFacts).length + countsAsIncomeIn.length + topUpAgainst.length > 0 || topped.has(code);
  const program = (code: string): Program => {
    const found = programs.get(code);
    if (!found) throw new Error(`The county pack has no program ${code}`);
    return found;
  };
  return {
    judge,
    pack,
    program,
    areApart: (one, other) => apart.has(`${one} ${other}`),
    readByOthers: new Set(pack.programs.filter(isRead).map(({ code }) => code)),
    lastResorts: isGapObserved(facts) ? new Set() : lastResorts(judge, pack),
    isToppedUp: (code) => toppingUp.has(code),
    wasGiven: (code) => alreadyGiven.some(({ programCode }) => programCode === code),
    isBarred: (code) => {
      const { amount } = program(code);
      const isMoney = amount.kind !== 'SERVICE' && amount.kind !== 'EXTERNAL';
      const claim = { program: program(code), personId: null, amountFen: isMoney ? 0 : null };
      return settleClaims(pack, [claim], alreadyGiven).losing.length > 0;
    },
  };
}

/** Every choice of members of which no two are apart, together with those that are taken already. */
export function* standingTogether(
  codes: readonly string[],
  areApart: CaseRules['areApart'],
  taken: readonly string[] = [],
): Generator<readonly string[]> {
  const [first, ...rest] = codes;
  if (first === undefined) {
    yield taken;
    return;
  }
  if (!taken.some((code) => areApart(first, code))) yield* standingTogether(rest, areApart, [...taken, first]);
  yield* standingTogether(rest, areApart, taken);
}

export const codesOf = (choices: readonly Choice[]): string[] => choices.map(({ programCode }) => programCode);
