import { FACTS } from '@yimen/schema';
import { Decimal } from 'decimal.js';
import type { FeelNode } from './feel-ast.js';
import { Evaluation, UNKNOWN, type Vocabulary } from './feel-evaluate.js';
import { parseFeel } from './feel-parse.js';
import { standardOn } from './standards.js';
import type { AmountVerdict, CountyPack, FactBag, Outcome, Program, TraceNode, TraceValue, Verdict } from './types.js';

interface Parsed {
  text: string;
  ast: FeelNode;
}

interface ParsedProgram {
  program: Program;
  rule: Parsed;
  formula?: Parsed;
  min?: Parsed;
  max?: Parsed;
  variants: { code: string; rule: Parsed; formula: Parsed }[];
  subBenefits: { index: number; rule?: Parsed; formula: Parsed }[];
}

/** Judges families by a county's programs; every FEEL text parsed once. */
export interface Judge {
  /**
   * What a program says of one person's facts on a day (YYYY-MM-DD).
   * Throws StandardMissingError when a standard has no figure on that day, Error on an unknown program.
   */
  judge(programCode: string, facts: FactBag, on: string): Verdict;
  /** The verdicts of all programs, or of `codes`, in the order of payment. */
  judgeAll(facts: FactBag, on: string, codes?: readonly string[]): Verdict[];
  /** Codes of every fact that a program's rule and amounts may use. */
  factsOf(programCode: string): string[];
  /** Codes of every standard that a program's rule and amounts may use. */
  standardsOf(programCode: string): string[];
  /** Whether a FEEL condition of the pack (a follow-up's `when`) holds. */
  holds(text: string, facts: FactBag, on: string): boolean;
}

export function createJudge(pack: CountyPack): Judge {
  const names = [
    ...FACTS.map((fact) => fact.nameZh),
    ...pack.standards.map((standard) => standard.name),
    ...pack.terms.map((term) => term.name),
  ];
  const parse = (text: string): Parsed => {
    const { ast, problems } = parseFeel(text, names);
    if (!ast) throw new Error(`FEEL “${text.slice(0, 60)}”: ${problems[0]?.message ?? 'does not parse'}`);
    return { text, ast };
  };
  const vocabulary: Vocabulary = {
    standards: new Map(pack.standards.map((standard) => [standard.name, standard])),
    terms: new Map(pack.terms.map((term) => [term.name, { term, ast: parse(term.expression).ast }])),
  };
  const programs = new Map(pack.programs.map((program) => [program.code, parseProgram(program, parse)]));
  const inOrder = [...pack.programs].sort((a, b) => a.order - b.order || a.code.localeCompare(b.code));
  const conditions = new Map(pack.followUps.map((followUp) => [followUp.when, parse(followUp.when)]));

  const get = (code: string): ParsedProgram => {
    const found = programs.get(code);
    if (!found) throw new Error(`The county pack has no program ${code}`);
    return found;
  };
  const judgeWith = (evaluation: Evaluation, code: string, on: string) => judgeProgram(evaluation, get(code), pack, on);
  const codesNamed = (code: string, kind: TraceValue['kind']): string[] => {
    const blank = new Evaluation(vocabulary, {}, pack.validFrom);
    const { rule, formula, min, max, variants } = get(code);
    const texts = [rule, formula, min, max, ...variants.flatMap((variant) => [variant.rule, variant.formula])];
    const values = texts.flatMap((parsed) => (parsed ? blank.valuesOf(parsed.ast) : []));
    return [...new Set(values.filter((value) => value.kind === kind).map((value) => value.code))];
  };
  return {
    judge: (code, facts, on) => judgeWith(new Evaluation(vocabulary, facts, on), code, on),
    judgeAll: (facts, on, codes) => {
      const evaluation = new Evaluation(vocabulary, facts, on);
      const wanted = codes ? new Set(codes) : undefined;
      return inOrder.filter(({ code }) => !wanted || wanted.has(code)).map(({ code }) => judgeWith(evaluation, code, on));
    },
    factsOf: (code) => codesNamed(code, 'fact'),
    standardsOf: (code) => codesNamed(code, 'standard'),
    holds: (text, facts, on) => {
      const parsed = conditions.get(text) ?? parse(text);
      return new Evaluation(vocabulary, facts, on).evaluate(parsed.ast).value === true;
    },
  };
}

function parseProgram(program: Program, parse: (text: string) => Parsed): ParsedProgram {
  const { formula, min, max } = program.amount;
  return {
    program,
    rule: parse(program.rule),
    ...(formula !== undefined && { formula: parse(formula) }),
    ...(min !== undefined && { min: parse(min) }),
    ...(max !== undefined && { max: parse(max) }),
    variants: program.variants.map((variant) => ({
      code: variant.code,
      rule: parse(variant.rule),
      formula: parse(variant.formula),
    })),
    subBenefits: program.subBenefits.map((benefit, index) => ({
      index,
      ...(benefit.rule !== undefined && { rule: parse(benefit.rule) }),
      formula: parse(benefit.formula),
    })),
  };
}

function judgeProgram(evaluation: Evaluation, parsed: ParsedProgram, pack: CountyPack, on: string): Verdict {
  const main = evaluation.evaluate(parsed.rule.ast);
  const variant =
    main.value === true ? undefined : parsed.variants.find((one) => evaluation.evaluate(one.rule.ast).value === true);
  const rule = variant?.rule ?? parsed.rule;
  const trace = evaluation.trace(rule.ast, rule.text);
  const amount = judgeAmount(evaluation, parsed, variant?.formula ?? parsed.formula);
  const ruled: Outcome = variant || main.value === true ? 'ELIGIBLE' : main.value === false ? 'NOT_ELIGIBLE' : 'NEEDS_FACTS';
  const openVariants = ruled === 'NOT_ELIGIBLE' ? parsed.variants.map((one) => evaluation.evaluate(one.rule.ast)).filter((one) => one.value === UNKNOWN) : [];
  const exact = amount.kind === 'FORMULA' || amount.kind === 'FIXED';
  const outcome = openVariants.length > 0 || (ruled === 'ELIGIBLE' && exact && amount.missingFacts.length > 0) ? 'NEEDS_FACTS' : ruled;
  const missing = new Set<string>();
  if (outcome === 'NEEDS_FACTS') {
    for (const code of main.value === UNKNOWN ? main.missing : []) missing.add(code);
    for (const open of openVariants) for (const code of open.missing) missing.add(code);
  }
  if (outcome !== 'NOT_ELIGIBLE') for (const code of amount.missingFacts) missing.add(code);
  return {
    programCode: parsed.program.code,
    variantCode: variant?.code ?? null,
    outcome,
    trace,
    reasons: reasonsOf(trace),
    missingFacts: [...missing],
    amount,
    subBenefits: ruled === 'ELIGIBLE' ? judgeSubBenefits(evaluation, parsed) : [],
    assumedStandards: assumedStandards(pack, [...valuesIn(trace), ...amount.values], on),
  };
}

function judgeAmount(evaluation: Evaluation, parsed: ParsedProgram, formula: Parsed | undefined): AmountVerdict {
  const { kind, unit, step } = parsed.program.amount;
  const missing = new Set<string>();
  const fenOf = (text: Parsed | undefined, rounding: Decimal.Rounding): number | null => {
    if (!text) return null;
    const { value, missing: unknown } = evaluation.evaluate(text.ast);
    for (const code of unknown) missing.add(code);
    if (!(value instanceof Decimal)) return null;
    return Decimal.max(0, value.times(100)).toDecimalPlaces(0, rounding).toNumber();
  };
  const fen = fenOf(formula, Decimal.ROUND_HALF_UP);
  const bounded = kind === 'BAND' || kind === 'LOAN';
  const stepFen = step === undefined ? null : Math.round(step * 100);
  const minFen = bounded ? (fenOf(parsed.min, Decimal.ROUND_UP) ?? (kind === 'LOAN' ? 0 : null)) : fen;
  const maxFen = bounded ? (fenOf(parsed.max, Decimal.ROUND_DOWN) ?? (kind === 'LOAN' ? fen : null)) : fen;
  return {
    kind,
    unit,
    fen: bounded && fen !== null ? withinBand(fen, minFen, maxFen) : fen,
    minFen,
    maxFen,
    stepFen,
    formula: formula?.text ?? null,
    values: [formula, parsed.min, parsed.max].flatMap((text) => (text ? evaluation.valuesOf(text.ast) : [])),
    missingFacts: [...missing],
  };
}

function withinBand(fen: number, minFen: number | null, maxFen: number | null): number {
  return Math.max(minFen ?? 0, Math.min(maxFen ?? fen, fen));
}

function judgeSubBenefits(evaluation: Evaluation, parsed: ParsedProgram): Verdict['subBenefits'] {
  return parsed.subBenefits.flatMap(({ index, rule, formula }) => {
    const benefit = parsed.program.subBenefits[index];
    if (!benefit || (rule && evaluation.evaluate(rule.ast).value !== true)) return [];
    const { value } = evaluation.evaluate(formula.ast);
    const fen = value instanceof Decimal ? value.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() : null;
    return [{ code: benefit.code, name: benefit.name, fen, period: benefit.period }];
  });
}

/** The clauses that decided: failing ones of a refusal, holding ones of an entitlement, open ones otherwise. */
function reasonsOf(node: TraceNode): TraceNode[] {
  if (node.op === 'clause' || node.op === 'if') return [node];
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
