import { parseFeel } from './feel-parse.js';
import { standardOn } from './standards.js';
import type { CountyPack, Program, Standard } from './types.js';

export interface PackSummary {
  departments: number;
  townships: number;
  villages: number;
  programs: number;
  standards: number;
  terms: number;
  /** Figures of kind `assumed`: standards in force on the day, deadlines and budget lines. */
  assumed: { standards: number; deadlines: number; budgets: number };
  /** The assumed standards each program calls, directly or through terms; programs without any are left out. */
  programsOnAssumedFigures: { program: string; standards: string[] }[];
}

/** Counts what a pack holds and how much of it is assumed on a day (ISO date, Asia/Shanghai). */
export function summarisePack(pack: CountyPack, date: string): PackSummary {
  const isAssumed = (standard: Standard) => standardOn(standard, date)?.kind === 'assumed';
  const assumed = new Set(pack.standards.filter(isAssumed).map(({ name }) => name));
  const usedNames = nameFinder(pack);
  const programsOnAssumedFigures = pack.programs
    .map((program) => ({
      program: program.code,
      standards: [...usedNames(program)].filter((name) => assumed.has(name)).sort(),
    }))
    .filter(({ standards }) => standards.length > 0);
  return {
    departments: pack.departments.length,
    townships: pack.townships.length,
    villages: pack.townships.reduce((sum, { villages }) => sum + villages.length, 0),
    programs: pack.programs.length,
    standards: pack.standards.length,
    terms: pack.terms.length,
    assumed: {
      standards: assumed.size,
      deadlines: pack.deadlines.filter(({ kind }) => kind === 'assumed').length,
      budgets: pack.budgets.filter(({ kind }) => kind === 'assumed').length,
    },
    programsOnAssumedFigures,
  };
}

/** The names a program's texts call, those inside terms included. */
function nameFinder(pack: CountyPack): (program: Program) => Set<string> {
  const names = [...pack.standards, ...pack.terms].map(({ name }) => name);
  const termOf = new Map(pack.terms.map((term) => [term.name, term]));
  const collect = (text: string, found: Set<string>): Set<string> => {
    for (const name of parseFeel(text, names).names) {
      if (found.has(name)) continue;
      found.add(name);
      const term = termOf.get(name);
      if (term) collect(term.expression, found);
    }
    return found;
  };
  return ({ rule, amount, variants, subBenefits }) => {
    const texts = [
      rule,
      amount.formula,
      amount.min,
      amount.max,
      ...[...variants, ...subBenefits].flatMap((part) => [part.rule, part.formula]),
    ];
    return texts.reduce((found, text) => (text === undefined ? found : collect(text, found)), new Set<string>());
  };
}
