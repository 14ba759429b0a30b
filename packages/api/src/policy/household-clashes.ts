import { membersOf, settleClaims } from './exclusivity.js';
import type { Bilingual, CountyPack, ExclusivityGroup, Program } from './types.js';

/** Groups whose members meet without an event; what happens once an event is decided case by case. */
const MODELLED: ReadonlySet<ExclusivityGroup['mode']> = new Set([
  'highest_single_award',
  'only_one',
  'only_one_with_top_up',
  'compatibility_table',
]);

/** A pack with the modelled groups only. What is topped up pays together as much as the highest award. */
function modelled(pack: CountyPack): CountyPack {
  const groups = pack.groups.filter(({ mode, joins }) => MODELLED.has(mode) || joins !== undefined);
  return {
    ...pack,
    groups: groups.map((group) =>
      group.mode === 'only_one_with_top_up' ? { ...group, mode: 'highest_single_award' as const } : group,
    ),
  };
}

/** A program that somebody fits or holds. */
export interface Standing {
  id: number;
  program: string;
  personId: string | null;
  held: boolean;
  /** null = no money. */
  fen: number | null;
}

/** A claim that another program keeps from being paid. */
export interface Loss {
  id: number;
  keptProgram: string;
  ruleCode: string;
  words: Bilingual;
  fen: number;
}

/** For each program the others that cannot stand beside it, by groups and by the programs' own words. */
export function clashingPrograms(pack: CountyPack): Map<string, Set<string>> {
  const clashes = new Map(pack.programs.map(({ code }) => [code, new Set<string>()]));
  const meet = (one: string, other: string) => {
    if (one === other) return;
    clashes.get(one)?.add(other);
    clashes.get(other)?.add(one);
  };
  for (const group of pack.groups.filter(({ mode }) => MODELLED.has(mode))) {
    const members = membersOf(pack, group);
    for (const one of members) for (const other of members) meet(one, other);
  }
  for (const { code, concurrency } of pack.programs) for (const other of concurrency.excludes) meet(code, other);
  return clashes;
}

/**
 * Tells of one household after the other which claims another program keeps from being paid: what is held stays, then the highest of a group of
 * the highest award, then what pays first and stands first in its group.
 */
export function clashSettler(pack: CountyPack): (rows: readonly Standing[]) => Loss[] {
  const programs = new Map(pack.programs.map((program) => [program.code, program]));
  const settled = modelled(pack);
  const precedence = precedenceOf(settled);
  return (rows) => {
    const standing = rows.flatMap((row) => {
      const program = programs.get(row.program);
      return program ? [{ ...row, program, amountFen: row.fen }] : [];
    });
    if (standing.length < 2) return [];
    // The settling keeps the latest claim: what goes first in order comes last in the list.
    const claims = standing
      .filter(({ held }) => !held)
      .sort((one, other) => precedence(other.program) - precedence(one.program));
    const held = standing
      .filter((one) => one.held)
      .map(({ program, personId, amountFen }) => ({
        programCode: program.code,
        personId,
        fen: amountFen ?? 0,
        sameEvent: false,
      }));
    return settleClaims(settled, claims, held).losing.map(({ claim, keptProgram, clash }) => ({
      id: claim.id,
      keptProgram,
      ...clash,
      fen: claim.amountFen ?? 0,
    }));
  };
}

/** A program's place: by the order of payment, then by its place in its group, then by the pack. */
function precedenceOf(pack: CountyPack): (program: Program) => number {
  const inGroup = ({ code }: Program) =>
    Math.max(0, ...pack.groups.map((group) => membersOf(pack, group).indexOf(code)));
  const ordered = [...pack.programs].sort((one, other) => one.order - other.order || inGroup(one) - inGroup(other));
  const places = new Map(ordered.map(({ code }, place) => [code, place]));
  return ({ code }) => places.get(code) ?? ordered.length;
}
