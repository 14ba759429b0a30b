import type { Choice, PackageSituation } from './composition.types.js';
import type { Judge } from './judge.js';
import type { Bilingual, CountyPack, FactBag, KnownFact, Program } from './types.js';

/** Monthly aid of the package that counts when another program is judged. */
export interface CountedAid {
  /** Programs whose money counts. */
  by: string[];
  /** The rule that says so, in the words of the county pack. */
  rule: Bilingual;
  facts: FactBag;
  /** Fen of support to take off an amount whose formula does not ask for support by itself. */
  deductFen: number;
}

export interface Paid {
  program: Program;
  /** Yuan a month. */
  yuan: number;
}

const INCOME = ['hh_income_month', 'personal_income_month'];
const INCOME_PER_HEAD = 'hh_percap_income_month';
const CHILD_SUPPORT = 'existing_child_support_month';

/**
 * What the chosen programs pay a month counts where the pack says so: as income in another program (`countsAsIncomeIn`),
 * or as support that is only topped up (`topUpAgainst`). An unknown income stays unknown. Support that is held already
 * counts as well, unless the topped-up program's own formula asks for it.
 * @param stands whether a choice stands in the package
 * @returns for a program and the facts it would be judged on: the facts with that money in them; undefined when none is
 */
export function countedAid(
  judge: Judge,
  pack: CountyPack,
  { facts, on, alreadyGiven }: Pick<PackageSituation, 'facts' | 'on' | 'alreadyGiven'>,
  choices: readonly Choice[],
  stands: (code: string) => boolean,
): (code: string, current: FactBag) => CountedAid | undefined {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const monthly = choices.flatMap((choice) => {
    const program = programs.get(choice.programCode);
    return program?.period === 'monthly' && !choice.planOnly ? [{ choice, program }] : [];
  });
  const paidBy = (wanted: (program: Program) => boolean, bag: (code: string) => FactBag): Paid[] =>
    monthly.flatMap(({ choice, program }) => {
      if (!wanted(program) || !stands(program.code)) return [];
      const { outcome, amount } = judge.judge(program.code, bag(program.code), on);
      const fen = outcome === 'ELIGIBLE' ? (choice.amountFen ?? amount.fen ?? 0) : 0;
      return fen > 0 ? [{ program, yuan: fen / 100 }] : [];
    });

  const incomes = paidBy(
    ({ concurrency }) => concurrency.countsAsIncomeIn.length > 0,
    () => facts,
  );
  const incomeOf = (code: string) =>
    incomes.filter(({ program }) => program.concurrency.countsAsIncomeIn.includes(code));
  const topped = new Set(monthly.flatMap(({ program }) => program.concurrency.topUpAgainst));
  const supports = paidBy(
    ({ code }) => topped.has(code),
    (code) => raised(facts, INCOME, incomeOf(code), on),
  );

  const held = (against: readonly string[]): Paid[] =>
    alreadyGiven.flatMap((aid) => {
      const program = against.includes(aid.programCode) ? programs.get(aid.programCode) : undefined;
      return program?.period === 'monthly' ? [{ program, yuan: aid.fen / 100 }] : [];
    });

  return (code, current) => {
    const program = programs.get(code);
    const asIncome = incomeOf(code);
    const against = program?.concurrency.topUpAgainst ?? [];
    const asksItself = against.length > 0 && judge.factsOf(code).includes(CHILD_SUPPORT);
    const inPackage = supports.filter((paid) => against.includes(paid.program.code));
    const asSupport = asksItself ? inPackage : [...inPackage, ...held(against)];
    const counting = asIncome[0]?.program ?? (asSupport.length > 0 ? program : undefined);
    if (!counting) return undefined;
    const withIncome = raised(current, INCOME, asIncome, on);
    return {
      by: [...asIncome, ...asSupport].map((paid) => paid.program.code),
      rule: counting.concurrency.words,
      facts: asksItself ? raised(withIncome, [CHILD_SUPPORT], asSupport, on) : withIncome,
      deductFen: asksItself ? 0 : Math.round(ownShare(facts, asSupport) * 100),
    };
  };
}

/** Adds money to known figures; a household's money is shared out by its heads where a figure is for one of them. */
export function raised(facts: FactBag, codes: readonly string[], paid: readonly Paid[], on: string): FactBag {
  if (paid.length === 0) return facts;
  const heads = headsOf(facts);
  const source = `方案内：${paid.map(({ program }) => program.name.zh).join('、')}`;
  const add = (code: string, yuan: number): [string, KnownFact][] => {
    const known = facts[code];
    if (typeof known?.value !== 'number' && typeof known?.value !== 'string') return [];
    const value = Math.round((Number(known.value) + yuan) * 100) / 100;
    return [
      [code, { value, source: known.source ? `${known.source}；${source}` : source, observedOn: on, verified: false }],
    ];
  };
  const all = paid.reduce((sum, { yuan }) => sum + yuan, 0);
  const own = ownShare(facts, paid);
  return {
    ...facts,
    ...Object.fromEntries(codes.flatMap((code) => add(code, code === 'hh_income_month' ? all : own))),
    ...(codes === INCOME ? Object.fromEntries(add(INCOME_PER_HEAD, all / heads)) : {}),
  };
}

const headsOf = (facts: FactBag): number => Number(facts.hh_size?.value) || 1;

/** One head's part of what is paid, in yuan. */
function ownShare(facts: FactBag, paid: readonly Paid[]): number {
  const heads = headsOf(facts);
  return paid.reduce((sum, { program, yuan }) => sum + (program.unit === 'household' ? yuan / heads : yuan), 0);
}
