import { addDays } from '../../platform/calendar.js';
import { type ParsedPack, parsePack } from '../../policy/parsed-pack.js';
import type { CountyPack, Program, Standard } from '../../policy/types.js';

/** The texts of a program that a rehearsal may replace; what is left out stays as it is. */
export interface ProgramChange {
  programCode: string;
  /** FEEL, boolean. */
  rule?: string;
  /** FEEL, yuan. */
  formula?: string;
  min?: string;
  max?: string;
  /** Rounding step of a band, yuan. */
  step?: number;
}

/** Another figure for a standard, in its own unit. */
export interface StandardChange {
  standardCode: string;
  value: number;
}

export type Change = ProgramChange | StandardChange;

export function isStandardChange(change: Change): change is StandardChange {
  return 'standardCode' in change;
}

/** The pack as it would be from a day (YYYY-MM-DD) on; the pack itself stays untouched. */
export function changedPack(pack: CountyPack, changes: readonly Change[], from: string): CountyPack {
  const programs = new Map<string, ProgramChange>();
  const values = new Map<string, number>();
  for (const change of changes) {
    if (isStandardChange(change)) values.set(change.standardCode, change.value);
    else programs.set(change.programCode, change);
  }
  return {
    ...pack,
    programs: pack.programs.map((program) => withTexts(program, programs.get(program.code))),
    standards: pack.standards.map((standard) => {
      const value = values.get(standard.code);
      return value === undefined ? standard : withFigure(standard, value, from);
    }),
  };
}

/** The same, parsed; only what changes is parsed anew. */
export function changedParsed(parsed: ParsedPack, changes: readonly Change[], from: string): ParsedPack {
  const pack = changedPack(parsed.pack, changes, from);
  const changed = pack.programs.filter((program) => parsed.programs.get(program.code)?.program !== program);
  const anew = parsePack({ ...pack, programs: changed });
  return { ...anew, pack, programs: new Map([...parsed.programs, ...anew.programs]) };
}

function withTexts(program: Program, change: ProgramChange | undefined): Program {
  if (!change) return program;
  const { programCode: _, rule = program.rule, ...amount } = change;
  return { ...program, rule, amount: { ...program.amount, ...amount } };
}

function withFigure(standard: Standard, value: number, from: string): Standard {
  const before = standard.values
    .filter((one) => one.from < from)
    .map((one) => (one.to === null || one.to >= from ? { ...one, to: addDays(from, -1) } : one));
  return { ...standard, values: [...before, { from, to: null, value, kind: 'assumed', source: 'rehearsal' }] };
}
