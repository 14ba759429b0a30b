import { FACTS } from '@yimen/schema';
import type { FeelNode } from './feel-ast.js';
import type { Vocabulary } from './feel-evaluate.js';
import { parseFeel } from './feel-parse.js';
import type { CountyPack, Program, SubBenefit } from './types.js';

/** A FEEL text and its tree. */
export interface ParsedFormula {
  text: string;
  ast: FeelNode;
}

/** A way into a program: its own rule, then its variants. */
export interface ParsedWay {
  /** The variant's code; null = the program's own rule. */
  code: string | null;
  rule: ParsedFormula;
  formula: ParsedFormula | undefined;
}

export interface ParsedProgram {
  program: Program;
  ways: [own: ParsedWay, ...variants: ParsedWay[]];
  min?: ParsedFormula;
  max?: ParsedFormula;
  subBenefits: { benefit: SubBenefit; rule?: ParsedFormula; formula: ParsedFormula }[];
}

/** A county pack with every FEEL text parsed once: what the interpreter and the SQL compiler both read. */
export interface ParsedPack {
  pack: CountyPack;
  vocabulary: Vocabulary;
  programs: ReadonlyMap<string, ParsedProgram>;
  /** Parses one more text with the pack's names. Throws Error when it does not parse. */
  parse(text: string): ParsedFormula;
}

/** Every name that a rule of the pack may use. */
export function namesOfPack(pack: CountyPack): string[] {
  return [
    ...FACTS.map((fact) => fact.nameZh),
    ...pack.standards.map((standard) => standard.name),
    ...pack.terms.map((term) => term.name),
  ];
}

/**
 * Throws Error at the first text that does not parse; a pack that was loaded has none.
 * @param like a pack with the same names: texts that it has parsed are not parsed again
 */
export function parsePack(pack: CountyPack, like?: ParsedPack): ParsedPack {
  const parse = like?.parse ?? parserOf(namesOfPack(pack));
  return {
    pack,
    vocabulary: {
      standards: new Map(pack.standards.map((standard) => [standard.name, standard])),
      terms: new Map(pack.terms.map((term) => [term.name, { term, ast: parse(term.expression).ast }])),
    },
    programs: new Map(pack.programs.map((program) => [program.code, parseProgram(program, parse)])),
    parse,
  };
}

/** Beyond this many, texts are parsed anew: drafts of rules are many and live for a moment. */
const MOST_TEXTS = 2000;

function parserOf(names: readonly string[]): (text: string) => ParsedFormula {
  const parsed = new Map<string, ParsedFormula>();
  return (text) => {
    const known = parsed.get(text);
    if (known) return known;
    const { ast, problems } = parseFeel(text, names);
    if (!ast) throw new Error(`FEEL “${text.slice(0, 60)}”: ${problems[0]?.message ?? 'does not parse'}`);
    const formula = { text, ast };
    if (parsed.size < MOST_TEXTS) parsed.set(text, formula);
    return formula;
  };
}

function parseProgram(program: Program, parse: (text: string) => ParsedFormula): ParsedProgram {
  const { formula, min, max } = program.amount;
  const own = { code: null, rule: parse(program.rule), formula: formula === undefined ? undefined : parse(formula) };
  const variants = program.variants.map((variant) => ({
    code: variant.code,
    rule: parse(variant.rule),
    formula: parse(variant.formula),
  }));
  return {
    program,
    ways: [own, ...variants],
    ...(min !== undefined && { min: parse(min) }),
    ...(max !== undefined && { max: parse(max) }),
    subBenefits: program.subBenefits.map((benefit) => ({
      benefit,
      ...(benefit.rule !== undefined && { rule: parse(benefit.rule) }),
      formula: parse(benefit.formula),
    })),
  };
}
