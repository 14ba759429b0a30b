import type {
  Choice,
  ComposedItem,
  Composition,
  CompositionInput,
  CompositionProblem,
  Coverage,
  Effect,
  GivenAid,
  PackageVerdict,
  ProblemCode,
} from './composition.types.js';
import {
  cappedWords,
  excludedWords,
  LOSS_RULE,
  LOSS_RULE_CODE,
  problemWords,
  STATUS_RULE,
  statusWords,
  toppedUpWords,
} from './composition-words.js';
import { countedAid } from './counted-aid.js';
import { type Claim, type Losing, settleClaims } from './exclusivity.js';
import type { Judge } from './judge.js';
import { orderOfPayment } from './order-of-payment.js';
import { type ToppedUp, topUp } from './top-up.js';
import type { AmountVerdict, Bilingual, CountyPack, FactBag, Outcome, Program, Verdict } from './types.js';

export { compareCompositions } from './compare-compositions.js';
export type * from './composition.types.js';

/**
 * Judges every program for a case, in the order of payment: what a chosen program grants (dibao status, say) counts for
 * what comes after it, as long as no other choice and nothing already given pushes it out. What the choices pay a month
 * counts as income or support where the pack says so.
 * @param facts of one person; for several persons judge each, and set `personId` on the verdicts
 * @param on YYYY-MM-DD, Asia/Shanghai
 */
export function judgeForPackage(
  judge: Judge,
  pack: CountyPack,
  facts: FactBag,
  on: string,
  choices: readonly Choice[],
  alreadyGiven: readonly GivenAid[] = [],
): PackageVerdict[] {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const chosen = new Set(choices.map((choice) => choice.programCode));
  const verdicts: PackageVerdict[] = [];
  const grantedBy: string[] = [];
  const stands = (code: string) =>
    standsAmong(judge.judgeAll(facts, on, [...chosen]), code, pack, choices, alreadyGiven);
  const counting = countedAid(judge, pack, { facts, on, alreadyGiven }, choices, stands);
  const judgeAll = (bag: FactBag, codes: readonly string[]): PackageVerdict[] =>
    judge.judgeAll(bag, on, codes).map((verdict) => {
      const counted = counting(verdict.programCode, bag);
      if (!counted) return verdict;
      const { by, rule } = counted;
      const before = { beforeOutcome: verdict.outcome, beforeFen: verdict.amount.fen };
      const judged = judge.judge(verdict.programCode, counted.facts, on);
      return { ...judged, amount: lessBy(judged.amount, counted.deductFen), counted: { by, rule, ...before } };
    });
  let current = facts;
  let stretch: string[] = [];
  const judgeStretch = (): void => {
    const before = grantedBy.length === 0 ? [] : judgeAll(facts, stretch);
    const plain = new Map(before.map((verdict) => [verdict.programCode, verdict]));
    const judged = judgeAll(current, stretch);
    verdicts.push(...judged.map((verdict) => withStatus(verdict, plain.get(verdict.programCode), grantedBy)));
    stretch = [];
  };
  for (const code of orderOfPayment(pack, [...programs.keys()])) {
    stretch.push(code);
    const program = programs.get(code);
    if (!program || !chosen.has(code) || Object.keys(program.grantsFacts).length === 0) continue;
    judgeStretch();
    if (!standsAmong(judgeAll(current, [...chosen]), code, pack, choices, alreadyGiven)) continue;
    current = { ...current, ...grants(program, on) };
    grantedBy.push(code);
  }
  judgeStretch();
  return verdicts;
}

/** A family's facts with the statuses that programs of its package grant. */
export function withGrants(pack: CountyPack, facts: FactBag, programCodes: readonly string[], on: string): FactBag {
  const granting = pack.programs.filter(({ code }) => programCodes.includes(code));
  return Object.assign({ ...facts }, ...granting.map((program) => grants(program, on)));
}

/** An amount that only tops up what others pay. */
function lessBy(amount: AmountVerdict, fen: number): AmountVerdict {
  const less = (of: number | null) => (of === null ? null : Math.max(0, of - fen));
  return fen === 0
    ? amount
    : { ...amount, fen: less(amount.fen), minFen: less(amount.minFen), maxFen: less(amount.maxFen) };
}

function grants(program: Program, on: string): FactBag {
  const source = `方案内：${program.name.zh}`;
  const facts = Object.entries(program.grantsFacts);
  return Object.fromEntries(facts.map(([code, value]) => [code, { value, source, observedOn: on, verified: false }]));
}

function standsAmong(
  verdicts: readonly Verdict[],
  code: string,
  pack: CountyPack,
  choices: readonly Choice[],
  held: readonly GivenAid[],
): boolean {
  const { claims } = claimsOf(pack, verdicts, choices);
  return settleClaims(pack, claims, held).kept.some((claim) => claim.program.code === code);
}

function withStatus(verdict: PackageVerdict, plain: Verdict | undefined, grantedBy: readonly string[]): PackageVerdict {
  const opened = verdict.outcome === 'ELIGIBLE' && plain?.outcome !== 'ELIGIBLE';
  const paysElse = verdict.outcome === 'ELIGIBLE' && plain?.amount.fen !== verdict.amount.fen;
  if (!plain || !(opened || paysElse)) return verdict;
  const beforeFen = opened ? null : plain.amount.fen;
  return { ...verdict, status: { grantedBy: [...grantedBy], beforeOutcome: plain.outcome, beforeFen } };
}

/**
 * Composes a package from choices: who may stand beside whom, in which order each is paid, and never more than the
 * actual loss. Pure, so every change applies all rules again. Composing from a composition's own items (with their
 * `chosenFen`) changes nothing. Money is fen.
 */
export function composePackage(input: CompositionInput): Composition {
  const { pack } = input;
  const { claims, problems } = claimsOf(pack, input.verdicts, input.choices);
  const { kept, losing } = settleClaims(pack, claims, input.alreadyGiven);
  const order = orderOfPayment(
    pack,
    kept.map(({ program }) => program.code),
  );
  const inOrder = [...kept].sort((a, b) => order.indexOf(a.program.code) - order.indexOf(b.program.code));
  const effects = [
    ...kept.flatMap((claim) => statusEffect(pack, claim)),
    ...losing.map((lost) => excludedEffect(pack, lost)),
  ];
  const topped = topUp(pack, inOrder, input.alreadyGiven);
  effects.push(...topped.flatMap((one) => topUpEffect(pack, one)));
  const paying = topped.flatMap(({ claim, paysFen, less }): Chosen[] => {
    if (!less) return [claim];
    return paysFen === 0 ? [] : [{ ...claim, amountFen: paysFen, toppedBy: less.rule.words }];
  });
  const { items, coverage } = applyLoss(paying, input, effects);
  return { items: items.map((item, index) => ({ ...item, order: index + 1 })), effects, problems, coverage };
}

interface Chosen extends Claim {
  verdict: PackageVerdict;
  choice: Choice;
  /** The rule by which it only tops up what others pay. */
  toppedBy?: Bilingual;
}

function claimsOf(
  pack: CountyPack,
  verdicts: readonly PackageVerdict[],
  choices: readonly Choice[],
): { claims: Chosen[]; problems: CompositionProblem[] } {
  const claims: Chosen[] = [];
  const problems: CompositionProblem[] = [];
  for (const [index, choice] of choices.entries()) {
    const { programCode } = choice;
    const program = pack.programs.find((one) => one.code === programCode);
    const personId = program?.unit === 'person' ? (choice.personId ?? null) : null;
    const own = verdicts.filter((one) => one.programCode === programCode);
    const verdict =
      own.find((one) => (one.personId ?? null) === (choice.personId ?? null)) ?? own.find((one) => !one.personId);
    const isDuplicate = claims.some((claim) => claim.program.code === programCode && claim.personId === personId);
    const code = isDuplicate ? 'DUPLICATE' : problemOf(program, verdict, choice);
    if (code || !program || !verdict) {
      const { minFen = null, maxFen = null, stepFen = null } = code === 'OUT_OF_BAND' && verdict ? verdict.amount : {};
      const words = problemWords(code ?? 'UNKNOWN_PROGRAM', program, verdict, programCode);
      problems.push({ index, programCode, code: code ?? 'UNKNOWN_PROGRAM', words, minFen, maxFen, stepFen });
      continue;
    }
    claims.push({ program, personId, amountFen: amountOf(verdict, choice), verdict, choice });
  }
  return { claims, problems };
}

const paysMoney = ({ amount }: Verdict): boolean => amount.kind !== 'SERVICE' && amount.kind !== 'EXTERNAL';

function amountOf(verdict: Verdict, choice: Choice): number | null {
  if (choice.planOnly || !paysMoney(verdict)) return null;
  return choice.amountFen ?? verdict.amount.fen ?? verdict.amount.minFen;
}

function problemOf(
  program: Program | undefined,
  verdict: Verdict | undefined,
  choice: Choice,
): ProblemCode | undefined {
  if (!program || !verdict) return 'UNKNOWN_PROGRAM';
  if (verdict.outcome !== 'ELIGIBLE') return verdict.outcome;
  if (choice.planOnly) return program.planAllowed ? undefined : 'PLAN_NOT_ALLOWED';
  const chosen = choice.amountFen ?? null;
  if (!paysMoney(verdict)) return chosen === null ? undefined : 'NOT_MONEY';
  const { minFen, maxFen } = verdict.amount;
  const fits = Number.isSafeInteger(chosen) && Number(chosen) >= (minFen ?? 0) && Number(chosen) <= (maxFen ?? 0);
  if (chosen !== null && !fits) return 'OUT_OF_BAND';
  return amountOf(verdict, choice) === 0 ? 'NOTHING_TO_PAY' : undefined;
}

function itemOf({ program, personId, verdict, choice, amountFen, toppedBy }: Chosen): ComposedItem {
  const { fen, minFen, maxFen, stepFen } = verdict.amount;
  const bounds = amountFen === null ? { minFen: null, maxFen: null, stepFen: null } : { minFen, maxFen, stepFen };
  return {
    programCode: program.code,
    department: program.department,
    personId,
    variantCode: verdict.variantCode,
    amountFen,
    chosenFen: amountFen === null ? null : (choice.amountFen ?? null),
    entitledFen: fen,
    ...bounds,
    planOnly: choice.planOnly ?? false,
    form: program.form,
    period: program.period,
    order: 0,
    outcome: verdict.outcome,
    cappedBy: toppedBy ?? null,
  };
}

/** Each item that pays for the loss gets no more than what is left of it; adds its effects to `effects`. */
function applyLoss(
  inOrder: readonly Chosen[],
  input: CompositionInput,
  effects: Effect[],
): { items: ComposedItem[]; coverage: Coverage } {
  const { costFen, insurancePaidFen } = input.need;
  const needFen = costFen === null ? null : Math.max(0, costFen - insurancePaidFen);
  const against = input.alreadyGiven.filter((aid) => aid.sameEvent && aid.againstLoss);
  const alreadyFen = against.reduce((sum, aid) => sum + aid.fen, 0);
  let leftFen = needFen === null ? null : Math.max(0, needFen - alreadyFen);
  let coveredFen = 0;
  let monthlyFen = 0;
  const items: ComposedItem[] = [];
  const segments: Coverage['segments'] = [];
  for (const chosen of inOrder) {
    const { program, amountFen } = chosen;
    const item = itemOf(chosen);
    if (amountFen === null || !program.againstLoss) {
      if (item.period === 'monthly') monthlyFen += amountFen ?? 0;
      items.push(item);
      continue;
    }
    const paysFen = leftFen === null ? amountFen : Math.min(amountFen, leftFen);
    if (paysFen < amountFen) effects.push(cappedEffect(item, program, amountFen, paysFen));
    if (paysFen === 0) continue;
    coveredFen += paysFen;
    if (leftFen !== null) leftFen -= paysFen;
    segments.push({ programCode: program.code, department: program.department, fen: paysFen });
    items.push(paysFen < amountFen ? { ...item, amountFen: paysFen, cappedBy: LOSS_RULE } : item);
  }
  return {
    items,
    coverage: { costFen, insurancePaidFen, needFen, alreadyFen, coveredFen, leftFen, monthlyFen, segments },
  };
}

function nameOf(pack: CountyPack, code: string): Bilingual {
  return pack.programs.find((program) => program.code === code)?.name ?? { zh: code, en: code };
}

/** A status gained in the package, or money of it that counts, opened the program or changed what it pays. */
function statusEffect(pack: CountyPack, { program, personId, verdict, choice }: Chosen): Effect[] {
  if (choice.planOnly) return [];
  const afterFen = verdict.amount.fen;
  const effect = (
    by: readonly string[],
    { beforeOutcome, beforeFen }: { beforeOutcome: Outcome; beforeFen: number | null },
    rule: Pick<Effect, 'kind' | 'ruleCode' | 'ruleWords'>,
  ): Effect => {
    const grantors = by.map((code) => nameOf(pack, code));
    return {
      ...rule,
      programCode: program.code,
      personId,
      keptProgram: null,
      beforeFen,
      afterFen,
      deltaFen: (afterFen ?? 0) - (beforeFen ?? 0),
      words: statusWords(program.name, grantors, beforeOutcome, beforeFen, afterFen),
    };
  };
  const { status, counted } = verdict;
  if (status) {
    return [
      effect(status.grantedBy, status, { kind: 'status', ruleCode: 'STATUS_IN_PACKAGE', ruleWords: STATUS_RULE }),
    ];
  }
  if (!counted || (counted.beforeOutcome === verdict.outcome && counted.beforeFen === afterFen)) return [];
  return [effect(counted.by, counted, { kind: 'counted', ruleCode: 'COUNTED_IN_PACKAGE', ruleWords: counted.rule })];
}

function excludedEffect(pack: CountyPack, { claim, keptProgram, clash }: Losing<Chosen>): Effect {
  const lostFen = claim.amountFen ?? 0;
  return {
    kind: 'dropped',
    programCode: claim.program.code,
    personId: claim.personId,
    ruleCode: clash.ruleCode,
    ruleWords: clash.words,
    keptProgram,
    beforeFen: claim.amountFen,
    afterFen: null,
    deltaFen: 0 - lostFen,
    words: excludedWords(claim.program.name, nameOf(pack, keptProgram), lostFen),
  };
}

function topUpEffect(pack: CountyPack, { claim, paysFen, less }: ToppedUp<Chosen>): Effect[] {
  if (!less || claim.amountFen === null || paysFen === null) return [];
  const { program, personId, amountFen } = claim;
  return [
    {
      kind: paysFen === 0 ? 'dropped' : 'capped',
      programCode: program.code,
      personId,
      ruleCode: less.rule.ruleCode,
      ruleWords: less.rule.words,
      keptProgram: null,
      beforeFen: amountFen,
      afterFen: paysFen === 0 ? null : paysFen,
      deltaFen: paysFen - amountFen,
      words: toppedUpWords(
        program.name,
        less.by.map((code) => nameOf(pack, code)),
        less.paidFen,
        amountFen,
        paysFen,
      ),
    },
  ];
}

function cappedEffect(item: ComposedItem, program: Program, beforeFen: number, afterFen: number): Effect {
  return {
    kind: afterFen === 0 ? 'dropped' : 'capped',
    programCode: item.programCode,
    personId: item.personId,
    ruleCode: LOSS_RULE_CODE,
    ruleWords: LOSS_RULE,
    keptProgram: null,
    beforeFen,
    afterFen: afterFen === 0 ? null : afterFen,
    deltaFen: afterFen - beforeFen,
    words: cappedWords(program.name, beforeFen, afterFen, item.minFen),
  };
}
