import { membersOf } from './award-highest.js';
import type { Judge } from './judge.js';
import type { AidForm, AidPeriod, Bilingual, CountyPack, FactBag, Outcome, Program, Verdict } from './types.js';

/** What people chose, in the order they chose it; the latest choice last. */
export interface Choice {
  programCode: string;
  /** Fen; omitted: the entitled or suggested amount. */
  amountFen?: number | null;
  /** Entered on the program's plan: a commitment without an amount. */
  planOnly?: boolean;
}

export interface GivenAid {
  programCode: string;
  /** Fen. */
  fen: number;
  againstLoss: boolean;
  /** Given for this very event; otherwise held or given before. */
  sameEvent: boolean;
}

export interface ComposedItem {
  programCode: string;
  department: string;
  variantCode: string | null;
  /** Fen; null for services, plan entries and amounts that others set. */
  amountFen: number | null;
  entitledFen: number | null;
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
  planOnly: boolean;
  form: AidForm;
  period: AidPeriod;
  outcome: Outcome;
  /** The rule that reduced it. */
  cappedBy: Bilingual | null;
}

export interface Effect {
  kind: 'added' | 'dropped' | 'removed' | 'capped' | 'changed';
  programCode: string;
  ruleCode: string;
  ruleWords: Bilingual;
  keptProgram: string | null;
  /** Fen. */
  beforeFen: number | null;
  afterFen: number | null;
  deltaFen: number;
  words: Bilingual;
}

export type ProblemCode = 'NOT_ELIGIBLE' | 'NEEDS_FACTS' | 'OUT_OF_BAND' | 'PLAN_NOT_ALLOWED' | 'DUPLICATE' | 'UNKNOWN_PROGRAM';

export interface CompositionProblem {
  /** Place in the selections. */
  index: number;
  programCode: string;
  code: ProblemCode;
  words: Bilingual;
  minFen: number | null;
  maxFen: number | null;
  stepFen: number | null;
}

export interface Coverage {
  /** Fen; null = not known, then the loss does not bound the aid. */
  costFen: number | null;
  insurancePaidFen: number;
  needFen: number | null;
  alreadyFen: number;
  coveredFen: number;
  leftFen: number | null;
  /** Monthly money in the package, apart from the loss. */
  monthlyFen: number;
  segments: { programCode: string; department: string; fen: number }[];
}

export interface Composition {
  /** In the order of payment. */
  items: ComposedItem[];
  /** What the rules dropped or reduced. */
  effects: Effect[];
  problems: CompositionProblem[];
  coverage: Coverage;
}

export interface CompositionInput {
  pack: CountyPack;
  /** Judged by `judgeForPackage`, so that statuses gained in the package count. */
  verdicts: readonly Verdict[];
  choices: readonly Choice[];
  need: { costFen: number | null; insurancePaidFen: number };
  alreadyGiven: readonly GivenAid[];
}

const LOSS_RULE: Bilingual = {
  zh: '各项救助合计不超过实际损失,按支付顺序依次扣减',
  en: 'All aid together never exceeds the actual loss; each step pays what is left in the order of payment',
};

/** The programs in the order of payment: `order`, then `applyAfter`, then the sequence groups' member order. */
export function orderOfPayment(pack: CountyPack, codes: readonly string[]): string[] {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const place = (code: string): number => {
    const groups = pack.groups.filter((group) => group.mode === 'sequence' && group.members.includes(code));
    return Math.max(-1, ...groups.map((group) => group.members.indexOf(code)));
  };
  const sorted = [...new Set(codes)].sort(
    (a, b) => (programs.get(a)?.order ?? 0) - (programs.get(b)?.order ?? 0) || place(a) - place(b) || a.localeCompare(b),
  );
  const done: string[] = [];
  const visit = (code: string, path: readonly string[]): void => {
    if (done.includes(code) || path.includes(code)) return;
    for (const before of programs.get(code)?.concurrency.applyAfter ?? []) if (sorted.includes(before)) visit(before, [...path, code]);
    done.push(code);
  };
  for (const code of sorted) visit(code, []);
  return done;
}

/**
 * Judges every program for a case, in the order of payment: what an eligible chosen program grants (dibao status, say)
 * counts for what comes after it.
 */
export function judgeForPackage(judge: Judge, pack: CountyPack, facts: FactBag, on: string, choices: readonly Choice[]): Verdict[] {
  let current = facts;
  const granted = new Set<string>();
  for (const code of orderOfPayment(pack, choices.map((choice) => choice.programCode))) {
    const program = pack.programs.find((one) => one.code === code);
    if (!program || Object.keys(program.grantsFacts).length === 0) continue;
    if (judge.judge(code, current, on).outcome !== 'ELIGIBLE') continue;
    const grants = Object.entries(program.grantsFacts).map(([fact, value]) => [
      fact,
      { value, source: `方案内:${program.name.zh}`, observedOn: on, verified: false },
    ]);
    current = { ...current, ...Object.fromEntries(grants) };
    granted.add(code);
  }
  if (granted.size === 0) return judge.judgeAll(facts, on);
  // What grants a status is itself judged without it: nobody needs dibao to enter dibao.
  const own = new Map([...granted].map((code) => [code, judge.judge(code, facts, on)]));
  return judge.judgeAll(current, on).map((verdict) => own.get(verdict.programCode) ?? verdict);
}

/** Composes a package from choices: who may stand beside whom, in which order, never more than the loss. Pure. */
export function composePackage(input: CompositionInput): Composition {
  const { pack } = input;
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const verdicts = new Map(input.verdicts.map((verdict) => [verdict.programCode, verdict]));
  const problems: CompositionProblem[] = [];
  const chosen: { program: Program; item: ComposedItem }[] = [];
  for (const [index, choice] of input.choices.entries()) {
    const program = programs.get(choice.programCode);
    const verdict = verdicts.get(choice.programCode);
    const problem = problemOf(program, verdict, choice, chosen.some(({ item }) => item.programCode === choice.programCode));
    if (problem) problems.push({ index, programCode: choice.programCode, ...problem });
    else if (program && verdict) chosen.push({ program, item: itemOf(program, verdict, choice) });
  }
  const effects: Effect[] = [];
  const allowed = applyExclusivity(pack, chosen, input.alreadyGiven, effects);
  const order = orderOfPayment(pack, allowed.map(({ item }) => item.programCode));
  const inOrder = allowed.sort((a, b) => order.indexOf(a.item.programCode) - order.indexOf(b.item.programCode));
  const { items, coverage } = applyLoss(inOrder, input, effects);
  return { items, effects, problems, coverage };
}

function itemOf(program: Program, verdict: Verdict, choice: Choice): ComposedItem {
  const { amount } = verdict;
  const money = !choice.planOnly && !['SERVICE', 'EXTERNAL'].includes(amount.kind);
  return {
    programCode: program.code,
    department: program.department,
    variantCode: verdict.variantCode,
    amountFen: money ? (choice.amountFen ?? amount.fen ?? amount.minFen) : null,
    entitledFen: amount.fen,
    minFen: money ? amount.minFen : null,
    maxFen: money ? amount.maxFen : null,
    stepFen: money ? amount.stepFen : null,
    planOnly: choice.planOnly ?? false,
    form: program.form,
    period: program.period,
    outcome: verdict.outcome,
    cappedBy: null,
  };
}

type ProblemBody = Omit<CompositionProblem, 'index' | 'programCode'>;

function problemOf(
  program: Program | undefined,
  verdict: Verdict | undefined,
  choice: Choice,
  duplicate: boolean,
): ProblemBody | undefined {
  const none = { minFen: null, maxFen: null, stepFen: null };
  if (!program || !verdict) {
    return { code: 'UNKNOWN_PROGRAM', words: { zh: `没有项目 ${choice.programCode}。`, en: `There is no program ${choice.programCode}.` }, ...none };
  }
  const { zh, en } = program.name;
  if (duplicate) return { code: 'DUPLICATE', words: { zh: `“${zh}”已在方案中。`, en: `${en} is in the package already.` }, ...none };
  if (verdict.outcome === 'NOT_ELIGIBLE') {
    const why = verdict.reasons.map((reason) => reason.text).join(';');
    return { code: 'NOT_ELIGIBLE', words: { zh: `“${zh}”不符合条件:${why}`, en: `${en} does not fit: ${why}` }, ...none };
  }
  if (verdict.outcome === 'NEEDS_FACTS') {
    return { code: 'NEEDS_FACTS', words: { zh: `“${zh}”还缺信息,请先补充后再加入。`, en: `${en} still needs facts; record them first.` }, ...none };
  }
  if (choice.planOnly && !program.planAllowed) {
    return { code: 'PLAN_NOT_ALLOWED', words: { zh: `“${zh}”不能只列入计划,请给出金额。`, en: `${en} cannot be entered on a plan only; give an amount.` }, ...none };
  }
  const { minFen, maxFen, stepFen } = verdict.amount;
  const amount = choice.amountFen;
  if (amount === undefined || amount === null || choice.planOnly) return undefined;
  if (minFen === null || maxFen === null || amount < minFen || amount > maxFen) {
    const band = `${(minFen ?? 0) / 100}–${(maxFen ?? 0) / 100}`;
    return {
      code: 'OUT_OF_BAND',
      words: { zh: `“${zh}”的金额应在 ${band} 元之间。`, en: `The amount of ${en} must be between ${band} yuan.` },
      minFen,
      maxFen,
      stepFen,
    };
  }
  return undefined;
}

type Chosen = { program: Program; item: ComposedItem }[];

interface Clash {
  ruleCode: string;
  words: Bilingual;
  /** The higher amount stays; otherwise the later choice. */
  highest: boolean;
}

function applyExclusivity(pack: CountyPack, chosen: Chosen, given: readonly GivenAid[], effects: Effect[]): Chosen {
  let kept: Chosen = [];
  for (const candidate of chosen) {
    const held = given.find((aid) => heldBlocks(pack, candidate.program, aid));
    if (held) {
      const clash = clashOf(pack, candidate.program, held.programCode);
      effects.push(dropped(candidate, held.programCode, clash ?? ONCE, pack));
      continue;
    }
    let stays = true;
    const losers: Chosen = [];
    for (const other of kept) {
      const clash = clashOf(pack, candidate.program, other.program.code);
      if (!clash) continue;
      if (clash.highest && !beats(candidate.item, other.item)) {
        effects.push(dropped(candidate, other.program.code, clash, pack));
        stays = false;
        break;
      }
      losers.push(other);
    }
    if (!stays) continue;
    for (const loser of losers) {
      const clash = clashOf(pack, candidate.program, loser.program.code);
      effects.push(dropped(loser, candidate.program.code, clash ?? ONCE, pack));
    }
    kept = [...kept.filter((one) => !losers.includes(one)), candidate];
  }
  return kept;
}

const ONCE: Clash = { ruleCode: 'ONCE', words: { zh: '同一救助不重复', en: 'The same aid is given once' }, highest: false };

function beats(candidate: ComposedItem, other: ComposedItem): boolean {
  return (candidate.amountFen ?? 0) > (other.amountFen ?? 0);
}

/** Why two programs cannot stand side by side; undefined when they can. */
function clashOf(pack: CountyPack, program: Program, otherCode: string): Clash | undefined {
  if (program.code === otherCode) return ONCE;
  const other = pack.programs.find((one) => one.code === otherCode);
  for (const group of pack.groups) {
    const exclusive = ['highest_single_award', 'only_one', 'only_one_with_top_up', 'once_per_event'].includes(group.mode);
    const members = membersOf(pack, group);
    if (exclusive && members.includes(program.code) && members.includes(otherCode)) {
      return { ruleCode: group.code, words: group.words, highest: group.mode === 'highest_single_award' };
    }
  }
  if (program.concurrency.excludes.includes(otherCode)) {
    return { ruleCode: `${program.code}.excludes`, words: program.concurrency.words, highest: false };
  }
  if (other?.concurrency.excludes.includes(program.code)) {
    return { ruleCode: `${otherCode}.excludes`, words: other.concurrency.words, highest: false };
  }
  return undefined;
}

/** Aid already given for this event, or held of the same group, bars another of its kind. */
function heldBlocks(pack: CountyPack, program: Program, aid: GivenAid): boolean {
  if (aid.sameEvent) return clashOf(pack, program, aid.programCode) !== undefined;
  if (aid.programCode === program.code) return program.period === 'monthly' || program.period === 'once';
  const clash = clashOf(pack, program, aid.programCode);
  const group = pack.groups.find((one) => one.code === clash?.ruleCode);
  return clash !== undefined && group?.mode !== 'once_per_event';
}

function dropped(loser: Chosen[number], keptProgram: string, clash: Clash, pack: CountyPack): Effect {
  const fen = loser.item.amountFen ?? 0;
  const kept = pack.programs.find((program) => program.code === keptProgram)?.name ?? { zh: keptProgram, en: keptProgram };
  const { zh, en } = loser.program.name;
  return {
    kind: 'dropped',
    programCode: loser.program.code,
    ruleCode: clash.ruleCode,
    ruleWords: clash.words,
    keptProgram,
    beforeFen: loser.item.amountFen,
    afterFen: null,
    deltaFen: -fen,
    words: {
      zh: `“${zh}”与“${kept.zh}”不能同享,保留后者,减少 ${fen / 100} 元。`,
      en: `${en} cannot stand beside ${kept.en}; the latter stays, ${fen / 100} yuan less.`,
    },
  };
}

function applyLoss(inOrder: Chosen, input: CompositionInput, effects: Effect[]): { items: ComposedItem[]; coverage: Coverage } {
  const { costFen, insurancePaidFen } = input.need;
  const needFen = costFen === null ? null : Math.max(0, costFen - insurancePaidFen);
  const alreadyFen = input.alreadyGiven
    .filter((aid) => aid.sameEvent && aid.againstLoss)
    .reduce((sum, aid) => sum + aid.fen, 0);
  let coveredFen = 0;
  let monthlyFen = 0;
  const items: ComposedItem[] = [];
  const segments: Coverage['segments'] = [];
  for (const { program, item } of inOrder) {
    if (item.amountFen === null || !program.againstLoss) {
      if (item.period === 'monthly') monthlyFen += item.amountFen ?? 0;
      items.push(item);
      continue;
    }
    const room = needFen === null ? item.amountFen : Math.max(0, needFen - alreadyFen - coveredFen);
    const pays = Math.min(item.amountFen, room);
    if (pays < item.amountFen) effects.push(capped(program, item.amountFen, pays));
    if (pays === 0 && item.amountFen > 0) continue;
    coveredFen += pays;
    segments.push({ programCode: program.code, department: program.department, fen: pays });
    items.push(pays < item.amountFen ? { ...item, amountFen: pays, cappedBy: LOSS_RULE } : item);
  }
  const leftFen = needFen === null ? null : Math.max(0, needFen - alreadyFen - coveredFen);
  return { items, coverage: { costFen, insurancePaidFen, needFen, alreadyFen, coveredFen, leftFen, monthlyFen, segments } };
}

function capped(program: Program, beforeFen: number, afterFen: number): Effect {
  const { zh, en } = program.name;
  return {
    kind: 'capped',
    programCode: program.code,
    ruleCode: 'ACTUAL_LOSS',
    ruleWords: LOSS_RULE,
    keptProgram: null,
    beforeFen,
    afterFen: afterFen === 0 ? null : afterFen,
    deltaFen: afterFen - beforeFen,
    words:
      afterFen === 0
        ? { zh: `损失已由前面各项补足,“${zh}”不再支付(减少 ${beforeFen / 100} 元)。`, en: `What comes before covers the loss; ${en} pays nothing (${beforeFen / 100} yuan less).` }
        : { zh: `“${zh}”由 ${beforeFen / 100} 元减为 ${afterFen / 100} 元:合计不超过实际损失。`, en: `${en} is reduced from ${beforeFen / 100} to ${afterFen / 100} yuan: never more than the actual loss.` },
  };
}

const CHOICE: Bilingual = { zh: '本次选择', en: 'Your choice' };

/**
 * What the last change won or lost, program by program: items that came, went or changed their amount, with the rule of
 * `after` where a rule did it.
 */
export function compareCompositions(pack: CountyPack, before: readonly ComposedItem[], after: Composition): Effect[] {
  const old = new Map(before.map((item) => [item.programCode, item]));
  const now = new Map(after.items.map((item) => [item.programCode, item]));
  const ruled = new Map(after.effects.map((effect) => [effect.programCode, effect]));
  const name = (code: string) => pack.programs.find((program) => program.code === code)?.name ?? { zh: code, en: code };
  const plain = (kind: Effect['kind'], programCode: string, was: ComposedItem | undefined, is: ComposedItem | undefined, words: Bilingual): Effect => ({
    kind,
    programCode,
    ruleCode: 'CHOICE',
    ruleWords: CHOICE,
    keptProgram: null,
    beforeFen: was?.amountFen ?? null,
    afterFen: is?.amountFen ?? null,
    deltaFen: (is?.amountFen ?? 0) - (was?.amountFen ?? 0),
    words,
  });
  const effects: Effect[] = [];
  for (const [code, is] of now) {
    const was = old.get(code);
    const fen = is.amountFen ?? 0;
    if (!was) effects.push(plain('added', code, undefined, is, { zh: `加入“${name(code).zh}”,增加 ${fen / 100} 元。`, en: `${name(code).en} added, ${fen / 100} yuan more.` }));
    else if (was.amountFen !== is.amountFen && !ruled.has(code)) {
      effects.push(plain('changed', code, was, is, { zh: `“${name(code).zh}”由 ${(was.amountFen ?? 0) / 100} 元改为 ${fen / 100} 元。`, en: `${name(code).en} changed from ${(was.amountFen ?? 0) / 100} to ${fen / 100} yuan.` }));
    }
  }
  for (const [code, was] of old) {
    if (now.has(code) || ruled.has(code)) continue;
    effects.push(plain('removed', code, was, undefined, { zh: `移出“${name(code).zh}”,减少 ${(was.amountFen ?? 0) / 100} 元。`, en: `${name(code).en} removed, ${(was.amountFen ?? 0) / 100} yuan less.` }));
  }
  return [...effects, ...after.effects];
}
