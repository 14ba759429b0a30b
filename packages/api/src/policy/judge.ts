import { factByName } from '@yimen/schema';
import type { Decimal as DecimalType } from 'decimal.js';
import type { FeelNode } from './feel-ast.js';
import { Evaluation, truthOf } from './feel-evaluate.js';
import type { MissingFact } from './feel-household.js';
import { namesIn, traceOf, valuesOf } from './feel-trace.js';
import { Decimal, type FeelValue, isDecimal } from './feel-value.js';
import { type ParsedFormula, type ParsedProgram, parsePack } from './parsed-pack.js';
import { standardOn } from './standards.js';
import type { AmountVerdict, CountyPack, FactBag, Outcome, TraceNode, TraceValue, Truth, Verdict } from './types.js';

type Rounding = DecimalType.Rounding;

/** Judges families by a county's programs; every FEEL text parsed once. */
export interface Judge {
  /**
   * What a program says of one person's facts on a day (YYYY-MM-DD).
   * Throws StandardMissingError when a standard has no figure on that day, Error on an unknown program.
   */
  judge(programCode: string, facts: FactBag, on: string): Verdict;
  /** The verdicts of all programs, or of `codes`, in the order of payment. */
  judgeAll(facts: FactBag, on: string, codes?: readonly string[]): Verdict[];
  /** Codes of every fact that a program's rule, amounts, variants and extras may use. */
  factsOf(programCode: string): string[];
  /** Codes of every standard that they may use. */
  standardsOf(programCode: string): string[];
  /** Whether a FEEL condition of the pack (a follow-up's `when`) holds. */
  holds(text: string, facts: FactBag, on: string): boolean;
}

export function createJudge(pack: CountyPack, { vocabulary, programs, parse } = parsePack(pack)): Judge {
  const inOrder = [...pack.programs].sort((a, b) => a.order - b.order || a.code.localeCompare(b.code));
  const conditions = new Map(pack.followUps.map((followUp) => [followUp.when, parse(followUp.when)]));

  const get = (code: string): ParsedProgram => {
    const found = programs.get(code);
    if (!found) throw new Error(`The county pack has no program ${code}`);
    return found;
  };
  const judgeWith = (evaluation: Evaluation, code: string, on: string) => judgeProgram(evaluation, get(code), pack, on);
  const namesOf = (code: string): Set<string> => {
    const { min, max, ways, subBenefits } = get(code);
    const texts = [...ways, ...subBenefits].flatMap((way) => [way.rule, way.formula]);
    const names = new Set<string>();
    const add = (node: FeelNode): void => {
      for (const name of namesIn(node)) {
        if (names.has(name)) continue;
        names.add(name);
        const term = vocabulary.terms.get(name);
        if (term) add(term.ast);
      }
    };
    for (const parsed of [...texts, min, max]) if (parsed) add(parsed.ast);
    return names;
  };
  return {
    judge: (code, facts, on) => judgeWith(new Evaluation(vocabulary, facts, on), code, on),
    judgeAll: (facts, on, codes) => {
      const evaluation = new Evaluation(vocabulary, facts, on);
      const wanted = codes ? new Set(codes) : undefined;
      return inOrder
        .filter(({ code }) => !wanted || wanted.has(code))
        .map(({ code }) => judgeWith(evaluation, code, on));
    },
    factsOf: (code) =>
      [...namesOf(code)].flatMap((name) => vocabulary.terms.get(name)?.term.factCode ?? factByName(name)?.code ?? []),
    standardsOf: (code) => [...namesOf(code)].flatMap((name) => vocabulary.standards.get(name)?.code ?? []),
    holds: (text, facts, on) => {
      const parsed = conditions.get(text) ?? parse(text);
      return new Evaluation(vocabulary, facts, on).evaluate(parsed.ast).value === true;
    },
  };
}

function judgeProgram(evaluation: Evaluation, parsed: ParsedProgram, pack: CountyPack, on: string): Verdict {
  const [own] = parsed.ways;
  // An open way comes before a later one that holds: its facts may yet change what is paid.
  const way = parsed.ways.find(({ rule }) => evaluation.evaluate(rule.ast).value !== false) ?? own;
  const ruled = evaluation.evaluate(way.rule.ast);
  const trace = traceOf(evaluation, way.rule.ast, way.rule.text);
  const { amount, keys } = judgeAmount(evaluation, parsed, way.formula);
  const outcome = outcomeOf(truthOf(ruled.value), amount);
  const missing = outcome === 'NOT_ELIGIBLE' ? [] : evaluation.missingFacts([...ruled.missing, ...keys]);
  return {
    programCode: parsed.program.code,
    ruleVersion: parsed.program.version,
    variantCode: way.code,
    outcome,
    trace,
    reasons: reasonsOf(trace),
    missingFacts: codesOf(missing),
    missing,
    amount,
    subBenefits: truthOf(ruled.value) === 'true' ? judgeSubBenefits(evaluation, parsed) : [],
    assumedStandards: assumedStandards(pack, [...valuesIn(trace), ...amount.values], on),
  };
}

/** Who fits but whose amount, or band, is not known yet still needs facts. */
function outcomeOf(rule: Truth, amount: AmountVerdict): Outcome {
  if (rule === 'false') return 'NOT_ELIGIBLE';
  if (rule === 'unknown') return 'NEEDS_FACTS';
  const isMoney = amount.kind !== 'SERVICE' && amount.kind !== 'EXTERNAL';
  const isOpen = amount.kind === 'BAND' ? amount.minFen === null || amount.maxFen === null : amount.fen === null;
  return isMoney && isOpen && amount.missingFacts.length > 0 ? 'NEEDS_FACTS' : 'ELIGIBLE';
}

const codesOf = (missing: readonly MissingFact[]): string[] => [...new Set(missing.map(({ code }) => code))];

/** The amount, and the keys of the facts that it lacks. */
function judgeAmount(
  evaluation: Evaluation,
  parsed: ParsedProgram,
  formula: ParsedFormula | undefined,
): { amount: AmountVerdict; keys: ReadonlySet<string> } {
  const { kind, unit, step } = parsed.program.amount;
  const missing = new Set<string>();
  const fenOf = (text: ParsedFormula | undefined, rounding: Rounding): number | null => {
    if (!text) return null;
    const { value, missing: unknown } = evaluation.evaluate(text.ast);
    for (const code of unknown) missing.add(code);
    return toFen(value, rounding);
  };
  const suggested = fenOf(formula, Decimal.ROUND_HALF_UP);
  const stepFen = step === undefined ? null : Math.round(step * 100);
  let fen = suggested;
  let [minFen, maxFen] = [suggested, suggested];
  if (kind === 'BAND') {
    minFen = fenOf(parsed.min, Decimal.ROUND_UP);
    maxFen = fenOf(parsed.max, Decimal.ROUND_DOWN);
    fen = suggested === null ? null : withinBand(suggested, minFen, maxFen, stepFen);
  } else if (kind === 'LOAN') {
    minFen = 0;
  }
  const amount = {
    kind,
    unit,
    fen,
    minFen,
    maxFen,
    stepFen,
    formula: formula?.text ?? null,
    values: [formula, parsed.min, parsed.max].flatMap((text) => (text ? valuesOf(evaluation, text.ast) : [])),
    missingFacts: codesOf(evaluation.missingFacts(missing)),
  };
  return { amount, keys: missing };
}

/** Yuan to integer fen, never below zero nor above what a number holds exactly; null when the yuan are not known. */
export function toFen(value: FeelValue, rounding: Rounding): number | null {
  if (!isDecimal(value)) return null;
  const fen = value.times(100).toDecimalPlaces(0, rounding).toNumber();
  return Math.max(0, Math.min(Number.MAX_SAFE_INTEGER, fen));
}

/** The multiple of the step nearest to the suggestion within the band; its border when no multiple lies inside. */
export function withinBand(fen: number, minFen: number | null, maxFen: number | null, stepFen: number | null): number {
  const step = stepFen ?? 1;
  const low = minFen ?? 0;
  const high = maxFen ?? Number.MAX_SAFE_INTEGER;
  const [lowest, highest] = [Math.ceil(low / step) * step, Math.floor(high / step) * step];
  const nearest = Math.round(fen / step) * step;
  return lowest <= highest ? Math.max(lowest, Math.min(highest, nearest)) : Math.max(low, Math.min(high, fen));
}

function judgeSubBenefits(evaluation: Evaluation, parsed: ParsedProgram): Verdict['subBenefits'] {
  return parsed.subBenefits.flatMap(({ benefit, rule, formula }) => {
    if (rule && evaluation.evaluate(rule.ast).value !== true) return [];
    const fen = toFen(evaluation.evaluate(formula.ast).value, Decimal.ROUND_HALF_UP);
    return [{ code: benefit.code, name: benefit.name, fen, period: benefit.period }];
  });
}

/** The clauses that decided: failing ones of a refusal, holding ones of an entitlement, open ones otherwise. */
function reasonsOf(node: TraceNode): TraceNode[] {
  if (node.op === 'clause') return [node];
  if (node.op === 'if') {
    const [condition, ...branches] = node.children;
    if (condition?.truth !== 'unknown') return node.children.flatMap(reasonsOf);
    return node.truth === 'unknown' ? reasonsOf(condition) : branches.flatMap(reasonsOf);
  }
  const deciding = node.op === 'not' ? node.children : node.children.filter((child) => child.truth === node.truth);
  const chosen = node.op === 'any' && node.truth === 'true' ? deciding.slice(0, 1) : deciding;
  return chosen.flatMap(reasonsOf);
}

function valuesIn(node: TraceNode): TraceValue[] {
  return [...node.values, ...node.children.flatMap(valuesIn)];
}

function assumedStandards(pack: CountyPack, values: readonly TraceValue[], on: string): string[] {
  const used = new Set(values.filter((value) => value.kind === 'standard').map((value) => value.code));
  return pack.standards
    .filter((standard) => used.has(standard.code) && standardOn(standard, on)?.kind === 'assumed')
    .map((standard) => standard.code);
}
