import { createJudge } from '../../policy/judge.js';
import type { ParsedFormula, ParsedPack, ParsedProgram } from '../../policy/parsed-pack.js';
import type { CountyPack, Program, SubBenefit } from '../../policy/types.js';
import { type Change, isStandardChange } from './changed-pack.js';

/**
 * A parsed pack in which each sub-benefit is a program of its own, named by the benefit's code: open to whom its program
 * is open, of no money where its own condition fails.
 */
export function withSubBenefits(parsed: ParsedPack): ParsedPack {
  const programs = new Map(parsed.programs);
  for (const one of parsed.programs.values()) {
    for (const extra of one.subBenefits) programs.set(extra.benefit.code, subBenefit(one, extra));
  }
  return { ...parsed, programs };
}

function subBenefit(
  { program, ways }: ParsedProgram,
  { benefit, rule, formula }: ParsedProgram['subBenefits'][number],
): ParsedProgram {
  const paid = rule ? onlyIf(rule, formula) : formula;
  const [own, ...variants] = ways;
  return {
    program: benefitProgram(program, benefit),
    ways: [{ ...own, formula: paid }, ...variants.map((way) => ({ ...way, formula: paid }))],
    subBenefits: [],
  };
}

function onlyIf(rule: ParsedFormula, formula: ParsedFormula): ParsedFormula {
  const span = { from: 0, to: 0 };
  return {
    text: formula.text,
    ast: {
      ...span,
      kind: 'if',
      condition: rule.ast,
      whenTrue: formula.ast,
      whenFalse: { ...span, kind: 'number', value: '0' },
    },
  };
}

function benefitProgram(program: Program, { code, name, period, formula }: SubBenefit): Program {
  return {
    ...program,
    code,
    name: { zh: `${program.name.zh}·${name.zh}`, en: `${program.name.en} · ${name.en}` },
    period,
    amount: { kind: 'FORMULA', unit: program.amount.unit, formula },
    variants: [],
    subBenefits: [],
    groups: [],
    grantsFacts: {},
    concurrency: { ...program.concurrency, excludes: [], topUpAgainst: [], countsAsIncomeIn: [] },
  };
}

/** The code of a program, followed by those of its sub-benefits. */
export function withBenefitCodes(pack: CountyPack, code: string): string[] {
  const program = pack.programs.find((one) => one.code === code);
  return [code, ...(program?.subBenefits.map((benefit) => benefit.code) ?? [])];
}

/** Codes of the programs whose verdict or amount the changes reach by themselves: changed texts, and uses of changed standards. */
export function affectedPrograms(parsed: ParsedPack, changes: readonly Change[]): string[] {
  const judge = createJudge(parsed.pack, parsed);
  const programs = new Set(changes.flatMap((change) => (isStandardChange(change) ? [] : change.programCode)));
  const standards = new Set(changes.flatMap((change) => (isStandardChange(change) ? change.standardCode : [])));
  return parsed.pack.programs
    .map(({ code }) => code)
    .filter((code) => programs.has(code) || judge.standardsOf(code).some((standard) => standards.has(standard)));
}
