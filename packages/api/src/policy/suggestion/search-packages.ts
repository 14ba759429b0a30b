import { type Choice, judgeForPackage, type PackageVerdict } from '../compose-package.js';
import { type CaseRules, codesOf, standingTogether } from './case-rules.js';
import { composerOf, type Part, partOf, type Split } from './package-split.js';
import { isSocial } from './package-value.js';
import type { PackageValue, SuggestionInput } from './suggestion.types.js';

/** A package that was compared. */
export interface Found {
  split: Split;
  choices: Choice[];
  value: PackageValue;
  /** What each program pays, in fen; null = no money. */
  paid: ReadonlyMap<string, number | null>;
}

interface Searched {
  found: Found[];
  compared: number;
  isProven: boolean;
  mostMonthlyFen: number;
  mostCoveredFen: number;
}

/** What is judged alike: the programs that others are judged on, and what then fits. */
interface Field {
  verdicts: PackageVerdict[];
  /** In each package of the field. */
  fixed: Part[];
  /** To be weighed against one another. */
  open: Part[];
}

/**
 * Compares every package that can stand: each way to choose among the programs that others are judged on, then each
 * way to choose among what fits, at the amounts that reach most and at the suggested ones. What touches no other choice
 * is always in. Packages in which a rule would drop a choice are left out: the same without it is compared.
 */
export function* searchPackages(rules: CaseRules, input: SuggestionInput): Generator<void, Searched> {
  const until = performance.now() + input.limitMs;
  const fields: Field[] = [];
  for (const field of fieldsOf(rules, input)) {
    if (field) fields.push(field);
    yield;
  }
  const found: Found[] = [];
  let compared = 0;
  let isProven = fields.every((field) => isExact(rules, field));
  for (const { verdicts, fixed, open } of fields) {
    const parts = new Map(open.map((part) => [part.program.code, part]));
    const compose = composerOf(rules, input, verdicts, [...fixed, ...open]);
    for (const codes of standingTogether([...parts.keys()], rules.areApart)) {
      if (compared > 0 && performance.now() > until) {
        isProven = false;
        break;
      }
      compared += 1;
      const chosen = [...fixed, ...codes.flatMap((code) => parts.get(code) ?? [])];
      for (const split of ['most', 'suggested'] as const) {
        const one = compose(chosen, split);
        if (one) found.push({ split, ...one });
      }
      yield;
    }
  }
  return { found, compared, isProven, ...bounds(input, fields) };
}

/**
 * Whether the amounts of a field are chosen exactly. Of an amount that others depend on only the suggested and the highest
 * are compared, and several last resorts are not weighed against one another.
 */
function isExact({ readByOthers, isToppedUp }: CaseRules, { fixed, open }: Field): boolean {
  const parts = [...fixed, ...open];
  const isRead = ({ program: { code }, kept, payable }: Part) =>
    payable !== undefined &&
    payable.mostFen > payable.leastFen &&
    kept?.amountFen == null &&
    (readByOthers.has(code) || isToppedUp(code));
  return !parts.some(isRead) && parts.filter(({ isLastResort }) => isLastResort).length <= 1;
}

/** Undefined for programs that do not fit together. */
function* fieldsOf(rules: CaseRules, input: SuggestionInput): Generator<Field | undefined> {
  const { kept, setAside, situation } = input;
  const held = new Set(codesOf(kept));
  const readers = rules.pack.programs
    .map(({ code }) => code)
    .filter((code) => rules.readByOthers.has(code) && !held.has(code) && !setAside.includes(code));
  for (const all of standingTogether(readers, rules.areApart, [...held])) {
    const granted = all.filter((code) => rules.readByOthers.has(code));
    const choices = granted.map(
      (code) => kept.find(({ programCode }) => programCode === code) ?? { programCode: code },
    );
    const judge = (codes: readonly string[] | undefined) => {
      const pack = codes ? { ...rules.pack, programs: codes.map(rules.program) } : rules.pack;
      return judgeForPackage(rules.judge, pack, situation.facts, situation.on, choices, situation.alreadyGiven);
    };
    const chosen = granted.filter((code) => !held.has(code));
    const isApart = chosen.length > 0 && judge(granted).some((one) => chosen.includes(one.programCode) && !fits(one));
    yield isApart ? undefined : fieldOf(rules, input, all, judge(undefined));
  }
}

const fits = ({ outcome }: PackageVerdict): boolean => outcome === 'ELIGIBLE';

/** @param taken what people chose, and the programs that others are judged on */
function fieldOf(
  rules: CaseRules,
  input: SuggestionInput,
  taken: readonly string[],
  verdicts: PackageVerdict[],
): Field | undefined {
  const parts = verdicts.flatMap((verdict) => partOf(rules, input, verdict) ?? []);
  const fixed = parts.filter(({ program }) => taken.includes(program.code));
  if (fixed.length < taken.length) return undefined;
  const rest = parts.filter(
    ({ program: { code } }) =>
      !taken.includes(code) &&
      !rules.readByOthers.has(code) &&
      !input.setAside.includes(code) &&
      !taken.some((other) => rules.areApart(code, other)),
  );
  const isOpen = (part: Part): boolean =>
    rules.wasGiven(part.program.code) ||
    part.isLastResort ||
    part.payable === undefined ||
    (part.payable.mostFen > 0 && (part.program.againstLoss || isSocial(rules.pack, part.program))) ||
    rules.isToppedUp(part.program.code) ||
    rest.some((other) => rules.areApart(part.program.code, other.program.code));
  return {
    verdicts,
    fixed: [...fixed, ...rest.filter((part) => !isOpen(part))],
    open: rest.filter(isOpen),
  };
}

/** What no package can exceed, whatever stands beside what. */
function bounds(
  { situation: { need, alreadyGiven } }: SuggestionInput,
  fields: readonly Field[],
): Pick<Searched, 'mostMonthlyFen' | 'mostCoveredFen'> {
  const most = new Map<string, number>();
  let [mostMonthlyFen, mostCoveredFen] = [0, 0];
  for (const { program, kept, payable, ruledFen, isLastResort } of fields.flatMap((one) => [
    ...one.fixed,
    ...one.open,
  ])) {
    const chosenFen = kept ? (kept.amountFen ?? ruledFen ?? 0) : 0;
    const fen = isLastResort ? Number.MAX_SAFE_INTEGER : Math.max(chosenFen, payable?.mostFen ?? 0);
    const more = Math.max(0, fen - (most.get(program.code) ?? 0));
    most.set(program.code, Math.max(fen, most.get(program.code) ?? 0));
    if (program.againstLoss) mostCoveredFen += more;
    else if (program.period === 'monthly') mostMonthlyFen += more;
  }
  const given = alreadyGiven.reduce((sum, aid) => (aid.sameEvent && aid.againstLoss ? sum + aid.fen : sum), 0);
  const lossFen = need.costFen === null ? mostCoveredFen : Math.max(0, need.costFen - need.insurancePaidFen - given);
  return { mostMonthlyFen, mostCoveredFen: Math.min(lossFen, mostCoveredFen) };
}
