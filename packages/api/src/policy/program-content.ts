import type { Bilingual, CountyPack, Program, Standard, StandardValue } from './types.js';

/** The part of a program that its department writes: texts of rule and amounts, and the sentence for the public. */
export interface ProgramContent {
  /** FEEL text, boolean. */
  rule: string;
  ruleInWords: Bilingual;
  /** FEEL, yuan; as `Program.amount`. */
  formula: string | null;
  min: string | null;
  max: string | null;
  /** Rounding step of a band, yuan. */
  step: number | null;
  /** The texts of the program's variants and sub-benefits, by their code. */
  variants: { code: string; rule: string; formula: string }[];
  subBenefits: { code: string; rule: string | null; formula: string }[];
}

/** A program's published text. */
export interface PublishedProgram {
  code: string;
  number: number;
  /** YYYY-MM-DD, the first day on which it holds. */
  effectiveFrom: string;
  content: ProgramContent;
}

/** A standard's published figure. */
export interface PublishedFigure extends Omit<StandardValue, 'to'> {
  code: string;
}

/** What departments have published since the county pack was written. */
export interface PublishedRules {
  programs: readonly PublishedProgram[];
  figures: readonly PublishedFigure[];
}

export function contentOf({ rule, ruleInWords, amount, variants, subBenefits }: Program): ProgramContent {
  return {
    rule,
    ruleInWords,
    formula: amount.formula ?? null,
    min: amount.min ?? null,
    max: amount.max ?? null,
    step: amount.step ?? null,
    variants: variants.map((one) => ({ code: one.code, rule: one.rule, formula: one.formula })),
    subBenefits: subBenefits.map((one) => ({ code: one.code, rule: one.rule ?? null, formula: one.formula })),
  };
}

/** The program with another text; what the text does not say stays, a part it does not know too. */
export function withContent(program: Program, content: ProgramContent, version: number): Program {
  const { kind, unit } = program.amount;
  const { formula, min, max, step } = content;
  const textsOf = <Part extends { code: string }>(parts: readonly Part[], code: string) =>
    parts.find((part) => part.code === code);
  return {
    ...program,
    version,
    rule: content.rule,
    ruleInWords: content.ruleInWords,
    amount: {
      kind,
      unit,
      ...(formula !== null && { formula }),
      ...(min !== null && { min }),
      ...(max !== null && { max }),
      ...(step !== null && { step }),
    },
    variants: program.variants.map((variant) => ({ ...variant, ...textsOf(content.variants, variant.code) })),
    subBenefits: program.subBenefits.map(({ rule, ...benefit }) => {
      const texts = textsOf(content.subBenefits, benefit.code);
      const condition = texts ? texts.rule : rule;
      return { ...benefit, ...(texts && { formula: texts.formula }), ...(condition != null && { rule: condition }) };
    }),
  };
}

/** The published text that holds on a day, for each program that has one. */
export function inForceOn(rules: PublishedRules, day: string): PublishedProgram[] {
  const latest = new Map<string, PublishedProgram>();
  for (const version of rules.programs) {
    const known = latest.get(version.code);
    if (version.effectiveFrom > day || (known && known.effectiveFrom >= version.effectiveFrom)) continue;
    latest.set(version.code, version);
  }
  return [...latest.values()];
}

/** The pack with those texts in the place of its own. */
export function withPrograms(pack: CountyPack, versions: readonly PublishedProgram[]): CountyPack {
  const byCode = new Map(versions.map((version) => [version.code, version]));
  return {
    ...pack,
    programs: pack.programs.map((program) => {
      const version = byCode.get(program.code);
      return version ? withContent(program, version.content, version.number) : program;
    }),
  };
}

/** The standard with figures published since: each ends the figure before it, and runs to where that one would have ended. */
export function withFigures(standard: Standard, figures: readonly PublishedFigure[]): Standard {
  if (figures.length === 0) return standard;
  const values = [...standard.values, ...figures.map(({ code: _, ...figure }) => ({ ...figure, to: null }))];
  values.sort((a, b) => a.from.localeCompare(b.from));
  return {
    ...standard,
    values: values.map((value, index) => {
      const next = values[index + 1];
      const end = next && dayBefore(next.from);
      return { ...value, to: end !== undefined && (value.to === null || value.to > end) ? end : value.to };
    }),
  };
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
