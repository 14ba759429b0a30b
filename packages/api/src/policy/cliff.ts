import { factByCode, isUsual } from '@yimen/schema';
import type { Cliff, CliffHousehold, CliffStep, LineChange, StatusLoss, Support, SupportLine } from './cliff.types.js';
import { raised } from './counted-aid.js';
import { type Claim, settleClaims } from './exclusivity.js';
import type { Judge } from './judge.js';
import type { AidPeriod, Bilingual, CountyPack, FactBag, FactValue, Outcome, Program, Verdict } from './types.js';

export type * from './cliff.types.js';

/** What a household would have of support, statuses and access at one income. */
interface Position {
  lines: SupportLine[];
  /** Outcomes by program and person; the best of all members for programs that aid a household. */
  outcomes: Map<string, Outcome>;
  /** Keys whose rule holds, whether or not the amount is known. */
  open: Set<string>;
  bags: Map<string, FactBag>;
}

const NOBODY: FactValue = 'none';
const keyOf = (programCode: string, personId: string | null) => `${programCode} ${personId ?? ''}`;

/**
 * What a household has or is entitled to every month and year, and what would be left of it if its income rose.
 * A status that rested on income goes with the program that grants it, and closes what it opened; statuses that no
 * program grants (dibao edge, monitored household) stay as they are recorded. Of programs that exclude one another what
 * is held stays, else the higher amount.
 * @param risesFen fen a month, each tried by itself
 */
export function householdCliff(
  judge: Judge,
  pack: CountyPack,
  household: CliffHousehold,
  risesFen: readonly number[],
): Cliff {
  const survey = new Survey(judge, pack, household);
  const incomeKnown = household.members.some(({ facts }) => facts.hh_income_month ?? facts.hh_percap_income_month);
  const now = survey.position(0);
  return {
    incomeKnown,
    now: supportOf(now.lines),
    steps: incomeKnown ? risesFen.map((riseFen) => survey.step(now, riseFen)) : [],
  };
}

class Survey {
  private readonly programs: Map<string, Program>;
  /** What is refused as things are: held nevertheless, a higher income is not what takes it away. */
  private readonly refusedNow: ReadonlySet<string>;

  constructor(
    private readonly judge: Judge,
    private readonly pack: CountyPack,
    private readonly household: CliffHousehold,
  ) {
    this.programs = new Map(pack.programs.map((program) => [program.code, program]));
    const outcomes = this.outcomesOf(pack.programs, this.bagsAt(0));
    this.refusedNow = new Set([...outcomes].filter(([, outcome]) => outcome === 'NOT_ELIGIBLE').map(([key]) => key));
  }

  private get granting(): Program[] {
    return this.pack.programs.filter(({ grantsFacts }) => Object.keys(grantsFacts).length > 0);
  }

  step(now: Position, riseFen: number): CliffStep {
    const then = this.position(riseFen);
    const support = supportOf(then.lines);
    const before = supportOf(now.lines);
    const changes = changesOf(now.lines, then.lines);
    const told = new Set(changes.map(({ programCode, personId }) => keyOf(programCode, personId)));
    const closed = [...now.open]
      .filter((key) => then.outcomes.get(key) === 'NOT_ELIGIBLE' && !told.has(key))
      .map((key) => {
        const [programCode = '', personId] = key.split(' ');
        return { programCode, personId: personId || null };
      });
    const monthLost = before.monthlyFen - support.monthlyFen;
    const yearLost = before.yearlyFen - support.yearlyFen;
    return {
      riseFen,
      support,
      changes,
      statusLost: this.statusLost(then),
      closed,
      netMonthFen: riseFen - monthLost,
      netYearFen: 12 * (riseFen - monthLost) - yearLost,
    };
  }

  /** Everything at an income that is higher by `riseFen` a month. */
  position(riseFen: number): Position {
    const bags = this.withStatuses(this.bagsAt(riseFen));
    const first = this.verdictsOf(bags);
    const paid = this.linesOf(first);
    const verdicts = this.toppedUp(first, paid, bags);
    const outcomes = new Map([...verdicts].map(([key, { outcome }]) => [key, outcome]));
    const open = new Set([...verdicts].filter(([, { trace }]) => trace.truth === 'true').map(([key]) => key));
    return { lines: this.linesOf(verdicts), outcomes, open, bags };
  }

  private bagsAt(riseFen: number): Map<string, FactBag> {
    const { members, earnerId } = this.household;
    return new Map(
      members.map(({ personId, facts }) => [personId, withRise(facts, riseFen / 100, personId === earnerId)]),
    );
  }

  /** The verdict of each program for each person; for the household that of the member with whom it pays the most. */
  private verdictsOf(bags: ReadonlyMap<string, FactBag>, codes?: readonly string[]): Map<string, Verdict> {
    const best = new Map<string, Verdict>();
    for (const [personId, bag] of bags) {
      for (const verdict of this.judge.judgeAll(bag, this.household.on, codes)) {
        const isHousehold = this.programs.get(verdict.programCode)?.unit === 'household';
        const key = keyOf(verdict.programCode, isHousehold ? null : personId);
        const known = best.get(key);
        if (!known || rankOf(verdict) > rankOf(known)) best.set(key, verdict);
      }
    }
    return best;
  }

  private outcomesOf(programs: readonly Program[], bags: ReadonlyMap<string, FactBag>): Map<string, Outcome> {
    const verdicts = this.verdictsOf(
      bags,
      programs.map(({ code }) => code),
    );
    return new Map([...verdicts].map(([key, { outcome }]) => [key, outcome]));
  }

  /** Statuses follow the programs that grant them: won where one is newly granted, lost where its rule held and no longer does. */
  private withStatuses(bags: ReadonlyMap<string, FactBag>): Map<string, FactBag> {
    const outcomes = this.outcomesOf(this.granting, bags);
    const eligible = [...outcomes].filter(([, outcome]) => outcome === 'ELIGIBLE').map(([key]) => key);
    const claims = eligible.map((key) => this.claimOf(key, null));
    const kept = new Set(this.settled(claims).map(({ program, personId }) => keyOf(program.code, personId)));
    const current = new Map(bags);
    for (const program of this.granting) {
      for (const [code, granted] of Object.entries(program.grantsFacts)) {
        for (const [personId, bag] of current) {
          const key = keyOf(program.code, program.unit === 'household' ? null : personId);
          const value = bag[code]?.value;
          const has = value !== undefined && !isUsual(code, value);
          const falls = outcomes.get(key) === 'NOT_ELIGIBLE' && !this.refusedNow.has(key);
          const isLost = has && falls && this.isOwn(program, code, value);
          if (isLost) current.set(personId, { ...bag, [code]: { value: nothingOf(code) } });
          else if (!has && kept.has(key)) current.set(personId, { ...bag, [code]: { value: granted } });
        }
      }
    }
    return current;
  }

  /** Whether a status comes from this program: its own value, or one that no other program grants. */
  private isOwn(program: Program, code: string, value: FactValue): boolean {
    if (program.grantsFacts[code] === value) return true;
    return !this.granting.some(({ grantsFacts }) => grantsFacts[code] === value);
  }

  private statusLost(then: Position): StatusLoss[] {
    const lost = this.granting.flatMap((program) =>
      Object.keys(program.grantsFacts).flatMap((code) =>
        this.household.members.flatMap(({ personId, facts }) => {
          const from = facts[code]?.value;
          const to = then.bags.get(personId)?.[code]?.value;
          if (from === undefined || to === undefined || from === to || isUsual(code, from)) return [];
          if (!this.isOwn(program, code, from)) return [];
          const isHousehold = factByCode(code)?.scope === 'household';
          return [{ code, personId: isHousehold ? null : personId, from, to, programCode: program.code }];
        }),
      ),
    );
    return [...new Map(lost.map((loss) => [`${loss.code} ${loss.personId}`, loss])).values()];
  }

  /** Programs that top up what others pay are judged again with what would be paid instead of what is paid now. */
  private toppedUp(
    verdicts: ReadonlyMap<string, Verdict>,
    lines: readonly SupportLine[],
    bags: ReadonlyMap<string, FactBag>,
  ): Map<string, Verdict> {
    const topping = this.pack.programs.filter(({ concurrency }) => concurrency.topUpAgainst.length > 0);
    const settled = new Map(verdicts);
    for (const program of topping) {
      for (const [personId, bag] of bags) {
        const paid = program.concurrency.topUpAgainst.flatMap((code) => {
          const other = this.programs.get(code);
          if (!other) return [];
          const of = (list: readonly { programCode: string; personId: string | null; fen: number }[]) =>
            list
              .filter((one) => one.programCode === code && (one.personId ?? personId) === personId)
              .reduce((sum, { fen }) => sum + fen, 0);
          const fen = of(lines.filter(({ partCode }) => partCode === null)) - of(this.household.held);
          return fen === 0 ? [] : [{ program: other, yuan: fen / 100 }];
        });
        if (paid.length === 0) continue;
        const facts = raised(bag, ['existing_child_support_month'], paid, this.household.on);
        settled.set(keyOf(program.code, personId), this.judge.judge(program.code, facts, this.household.on));
      }
    }
    return settled;
  }

  private linesOf(verdicts: ReadonlyMap<string, Verdict>): SupportLine[] {
    const claims = [...verdicts].flatMap(([key, verdict]) => {
      const fen = this.amountOf(key, verdict);
      return fen > 0 ? [{ ...this.claimOf(key, fen), verdict }] : [];
    });
    return this.settled(claims).flatMap(({ program, personId, amountFen, held, verdict }) => {
      const heldFen = held ?? null;
      const of = (partCode: string | null, name: Bilingual, period: AidPeriod, fen: number | null): SupportLine[] =>
        isPeriodic(period) && fen !== null && fen > 0
          ? [{ programCode: program.code, partCode, name, personId, period, fen, heldFen, outcome: verdict.outcome }]
          : [];
      const parts = verdict.subBenefits.flatMap((part) => of(part.code, part.name, part.period, part.fen));
      return [...of(null, program.name, program.period, amountFen), ...parts];
    });
  }

  /** Fen a period; what is held keeps its recorded amount where the rule cannot confirm it now. */
  private amountOf(key: string, { outcome, amount }: Verdict): number {
    const { program, held = 0 } = this.claimOf(key, null);
    if (!isPeriodic(program.period) || program.againstLoss) return 0;
    if (!['FORMULA', 'FIXED', 'BAND'].includes(amount.kind)) return 0;
    // A post that pays wages is work, not support, unless the household has it.
    if (program.concurrency.countsAsIncomeIn.length > 0 && held === 0) return 0;
    if (outcome === 'ELIGIBLE') return amount.fen ?? held;
    return outcome === 'NEEDS_FACTS' || this.refusedNow.has(key) ? held : 0;
  }

  private claimOf(key: string, amountFen: number | null): Claim & { held: number | undefined } {
    const [code = '', person] = key.split(' ');
    const program = this.programs.get(code) as Program;
    const personId = person || null;
    const held = this.household.held.find(
      (aid) => aid.programCode === code && (personId === null || aid.personId === null || aid.personId === personId),
    );
    return { program, personId, amountFen, held: held?.fen };
  }

  /** Of claims that exclude one another the held one stays, then the higher, then the one paid earlier. */
  private settled<C extends Claim & { held: number | undefined }>(claims: readonly C[]): C[] {
    const byPreference = [...claims].sort(
      (a, b) =>
        Number(a.held !== undefined) - Number(b.held !== undefined) ||
        (a.amountFen ?? 0) - (b.amountFen ?? 0) ||
        b.program.order - a.program.order,
    );
    const { kept } = settleClaims(this.pack, byPreference, []);
    return claims.filter((claim) => kept.includes(claim));
  }
}

function isPeriodic(period: AidPeriod): period is 'monthly' | 'yearly' {
  return period === 'monthly' || period === 'yearly';
}

/** Eligible before open before refused; then the higher amount. */
function rankOf({ outcome, amount }: Verdict): number {
  const step = { ELIGIBLE: 2, NEEDS_FACTS: 1, NOT_ELIGIBLE: 0 }[outcome];
  return step * 1e12 + (amount.fen ?? 0);
}

/** What a status is where there is none. */
function nothingOf(code: string): FactValue {
  return factByCode(code)?.type === 'boolean' ? false : NOBODY;
}

function supportOf(lines: SupportLine[]): Support {
  const sum = (period: string) => lines.filter((line) => line.period === period).reduce((all, { fen }) => all + fen, 0);
  return { lines, monthlyFen: sum('monthly'), yearlyFen: sum('yearly') };
}

function changesOf(before: readonly SupportLine[], after: readonly SupportLine[]): LineChange[] {
  const keyed = (line: SupportLine) => `${keyOf(line.programCode, line.personId)} ${line.partCode ?? ''}`;
  const [was, is] = [before, after].map((lines) => new Map(lines.map((line) => [keyed(line), line])));
  return [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].flatMap((key) => {
    const [one, other] = [was?.get(key), is?.get(key)];
    const line = one ?? other;
    if (!line || one?.fen === other?.fen) return [];
    const { fen: _, outcome: __, ...rest } = line;
    return [{ ...rest, beforeFen: one?.fen ?? 0, afterFen: other?.fen ?? 0 }];
  });
}

const INCOME_FACTS: ReadonlySet<string> = new Set([
  'hh_income_month',
  'hh_percap_income_month',
  'hh_percap_after_rigid_month',
  'hh_percap_net_income_year',
  'personal_income_month',
]);

/** Whether a fact is a figure of income, as `withRise` raises them. */
export function isIncomeFact(code: string): boolean {
  return INCOME_FACTS.has(code);
}

/**
 * A family's facts with a higher income, in every figure that the dictionary has for it: of the household, by head
 * where that was observed, by head and year, and of the person who earns it. Unknown figures stay unknown.
 * @param yuan a month
 */
export function withRise(facts: FactBag, yuan: number, isEarner: boolean): FactBag {
  const heads = Number(facts.hh_size?.value) || 1;
  const rises: Record<string, number> = {
    hh_income_month: yuan,
    hh_percap_income_month: yuan / heads,
    hh_percap_after_rigid_month: yuan / heads,
    hh_percap_net_income_year: (yuan * 12) / heads,
    ...(isEarner && { personal_income_month: yuan }),
  };
  const risen = Object.entries(rises).flatMap(([code, rise]) => {
    const known = facts[code];
    if (yuan === 0 || typeof known?.value !== 'number') return [];
    return [[code, { value: Math.round((known.value + rise) * 100) / 100 }]];
  });
  return { ...facts, ...Object.fromEntries(risen) };
}
