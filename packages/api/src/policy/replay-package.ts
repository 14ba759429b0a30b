import { composePackage, judgeForPackage } from './compose-package.js';
import type { Choice, GivenAid, PackageSituation } from './composition.types.js';
import { GAP, withGapLeft } from './gap-left.js';
import type { Judge } from './judge.js';
import type { AidPeriod, CountyPack, FactBag } from './types.js';

/** The rules of a day. */
export interface RulesOfDay {
  judge: Judge;
  pack: CountyPack;
}

/** What was decided for a program; fen a month where it is monthly. */
export interface DecidedItem {
  programCode: string;
  period: AidPeriod;
  /** Fen; null for what pays no money. */
  amountFen: number | null;
  /** The last day of aid that has ended, YYYY-MM-DD. */
  endedOn: string | null;
  /** Of monthly aid: what its department changed it to, from which month (YYYY-MM) on; what was decided last counts. */
  changes?: readonly { from: string; fen: number }[];
}

export interface ReplayInput {
  /** The day of the decision, YYYY-MM-DD, Asia/Shanghai. */
  decisionDate: string;
  /** The last day that is looked at. */
  through: string;
  choices: readonly Choice[];
  need: PackageSituation['need'];
  /** What had been given besides this package when it was decided. */
  alreadyGiven: readonly GivenAid[];
  decided: readonly DecidedItem[];
  /** The rules in force on a day, as they are known now. */
  rulesOn(day: string): RulesOfDay;
  /** What was true on a day, as it is known now. */
  factsOn(day: string): FactBag;
}

export interface ReplayedMonth {
  /** YYYY-MM; the month of the decision for what is paid once. */
  month: string;
  /** Fen. */
  decidedFen: number;
  /** Fen; null where a fact is missing to tell. */
  dueFen: number | null;
}

export interface ReplayedItem {
  programCode: string;
  period: AidPeriod;
  /** Only months in which what was due differs from what was decided, or cannot be told. */
  months: ReplayedMonth[];
  /** Fen paid too much, and too little, over those months. */
  overFen: number;
  underFen: number;
  /** Fen that is due in the last month looked at; null when that cannot be told. */
  lastDueFen: number | null;
}

type Due = ReadonlyMap<string, number | null>;

/**
 * What each item of a package would have come to, with what is known now, against what was decided: on the day of the
 * decision, and for monthly aid in each month after it by what was true on its first day. A program that was chosen and
 * kept out by a rule then may be due now. Aid that ended is due no more; what pays no money does not differ.
 */
export function replayPackage(input: ReplayInput): ReplayedItem[] {
  const { decisionDate, decided } = input;
  const onDay = due(input, decisionDate);
  const periods = new Map(decided.map(({ programCode, period }) => [programCode, period]));
  const { pack } = input.rulesOn(decisionDate);
  for (const { programCode } of input.choices) {
    const program = pack.programs.find(({ code }) => code === programCode);
    if (program && !periods.has(programCode) && onDay.get(programCode)) periods.set(programCode, program.period);
  }
  const days = [...periods.values()].includes('monthly') ? monthsAfter(decisionDate, input.through) : [];
  const byMonth = days.map((day) => ({ day, due: due(input, day) }));
  return [...periods].flatMap(([programCode, period]) => {
    const item = decided.find((one) => one.programCode === programCode);
    if (item && item.amountFen === null) return [];
    const months =
      period === 'monthly'
        ? byMonth.filter(({ day }) => !item?.endedOn || day <= item.endedOn)
        : [{ day: decisionDate, due: onDay }];
    return replayed(programCode, period, months, (month) => decidedIn(item, month));
  });
}

/** What a month (YYYY-MM) of an item was to come to, in fen. */
function decidedIn(item: DecidedItem | undefined, month: string): number {
  return item?.changes?.findLast(({ from }) => from <= month)?.fen ?? item?.amountFen ?? 0;
}

function replayed(
  programCode: string,
  period: AidPeriod,
  months: readonly { day: string; due: Due }[],
  decided: (month: string) => number,
): ReplayedItem[] {
  const dueIn = ({ due }: { due: Due }) => (due.has(programCode) ? (due.get(programCode) ?? null) : 0);
  const differing = months
    .map(({ day, due: dueOn }): ReplayedMonth => {
      const month = day.slice(0, 7);
      return { month, decidedFen: decided(month), dueFen: dueIn({ due: dueOn }) };
    })
    .filter(({ dueFen, decidedFen }) => dueFen !== decidedFen);
  if (differing.length === 0) return [];
  const sum = (sign: 1 | -1) =>
    differing.reduce(
      (all, { dueFen, decidedFen }) => all + Math.max(0, dueFen === null ? 0 : sign * (dueFen - decidedFen)),
      0,
    );
  const last = months.at(-1);
  return [
    {
      programCode,
      period,
      months: differing,
      overFen: sum(-1),
      underFen: sum(1),
      lastDueFen: last ? dueIn(last) : 0,
    },
  ];
}

/** What is due of each choice on a day, in fen; null where a fact is missing. An amount that people set stays in its band. */
function due(input: ReplayInput, on: string): Due {
  const { need, alreadyGiven } = input;
  const { judge, pack } = input.rulesOn(on);
  const known = input.factsOn(on);
  const codes = new Set([...input.choices, ...alreadyGiven].map(({ programCode }) => programCode));
  // The others' answers change nothing for what was chosen.
  const concerned = { ...pack, programs: pack.programs.filter(({ code }) => codes.has(code)) };
  let choices = [...input.choices];
  const result = new Map<string, number | null>();
  // Each round either settles a choice for good or ends.
  for (let round = 0; round <= 2 * input.choices.length; round += 1) {
    const asksGap = choices.some(({ programCode }) => judge.factsOf(programCode).includes(GAP));
    const situation = { facts: known, on, need, alreadyGiven };
    const facts = asksGap ? withGapLeft({ judge, pack }, situation, choices) : known;
    const verdicts = judgeForPackage(judge, concerned, facts, on, choices, alreadyGiven);
    const { items, problems } = composePackage({ pack, verdicts, choices, need, alreadyGiven });
    if (problems.length === 0) {
      for (const { programCode, amountFen, planOnly } of items) if (!planOnly) result.set(programCode, amountFen);
      return result;
    }
    const outside = new Map(problems.map((problem) => [problem.programCode, problem]));
    choices = choices.flatMap((choice) => {
      const problem = outside.get(choice.programCode);
      if (!problem) return [choice];
      const { code, minFen, maxFen } = problem;
      if (code === 'OUT_OF_BAND' && minFen !== null && maxFen !== null)
        return [{ ...choice, amountFen: Math.min(maxFen, Math.max(minFen, choice.amountFen ?? minFen)) }];
      result.set(choice.programCode, code === 'NEEDS_FACTS' ? null : 0);
      return [];
    });
  }
  return result;
}

/** The first day of each month after the one of a day, through that of another. */
export function monthsAfter(day: string, through: string): string[] {
  const days: string[] = [];
  let [year = 0, month = 0] = day.split('-').map(Number);
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    if (first > through) return days;
    days.push(first);
  }
}
