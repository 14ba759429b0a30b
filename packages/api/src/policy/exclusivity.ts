import type { Bilingual, CountyPack, ExclusivityGroup, GroupMode, Program } from './types.js';

/** A program for a person, with the money that it would give. */
export interface Claim {
  program: Program;
  personId: string | null;
  /** Fen; null = no money. */
  amountFen: number | null;
}

export interface Held {
  programCode: string;
  personId?: string | null;
  sameEvent: boolean;
}

/** The rule by which two programs cannot stand side by side. */
export interface Clash {
  ruleCode: string;
  words: Bilingual;
}

export interface Losing<C extends Claim> {
  claim: C;
  keptProgram: string;
  clash: Clash;
}

const EXCLUSIVE: ReadonlySet<GroupMode> = new Set([
  'highest_single_award',
  'only_one',
  'only_one_with_top_up',
  'once_per_event',
]);

const AGAIN: Clash = {
  ruleCode: 'ONCE',
  words: { zh: '同一项救助不重复享受', en: 'The same aid is not given twice' },
};

/** The group's members, those of an enabled option of the county included. */
export function membersOf(pack: CountyPack, group: ExclusivityGroup): string[] {
  const joined = pack.groups.filter(
    (other) => other.mode === 'county_option' && other.enabled && other.joins === group.code,
  );
  return [...group.members, ...joined.flatMap((other) => other.members)];
}

/**
 * Which claims may stand side by side. What is held already bars its like. In a group of the highest single award the
 * highest stays (a tie goes to the group's member order); anywhere else the latest claim stays and the earlier goes.
 * @param claims in the order in which people chose them, the latest last
 */
export function settleClaims<C extends Claim>(
  pack: CountyPack,
  claims: readonly C[],
  held: readonly Held[],
): { kept: C[]; losing: Losing<C>[] } {
  const losing: Losing<C>[] = [];
  const free = claims.filter((claim) => {
    for (const aid of held) {
      const clash = barredBy(pack, claim, aid);
      if (clash) {
        losing.push({ claim, keptProgram: aid.programCode, clash });
        return false;
      }
    }
    return true;
  });
  const kept: C[] = [];
  for (const claim of byPrecedence(pack, free)) {
    const winner = kept.find((other) => clashOf(pack, claim, other));
    const clash = winner && clashOf(pack, claim, winner);
    if (winner && clash) losing.push({ claim, keptProgram: winner.program.code, clash });
    else kept.push(claim);
  }
  return { kept, losing };
}

/** Two programs that cannot stand side by side, and between which aid. */
export interface ClashingPair {
  /** In the order of the pack; the same one twice where it is not given twice. */
  programs: readonly [first: string, second: string];
  clash: Clash;
  /** Whether aid of anybody in the household clashes, or only of the same person. */
  between: 'household' | 'person';
  /** Whether both must run at the same time, be of the same year, or be of the same event. */
  within: 'force' | 'year' | 'event';
}

/** Every pair of a pack that `settleClaims` would not let stand, as a table. */
export function clashingPairs(pack: CountyPack): ClashingPair[] {
  return pack.programs.flatMap((first, index) =>
    pack.programs.slice(index).flatMap((second) => pairOf(pack, first, second) ?? []),
  );
}

function pairOf(pack: CountyPack, first: Program, second: Program): ClashingPair | undefined {
  const claimOf = (program: Program, personId: string): Claim => ({ program, personId, amountFen: null });
  const clashFor = (one: string, other: string) => {
    const claims = [claimOf(first, one), claimOf(second, other)] as const;
    return first === second ? againOf(pack, ...claims) : clashOf(pack, ...claims);
  };
  const clash = clashFor('one', 'one');
  if (!clash) return undefined;
  const group = pack.groups.find(({ code }) => code === clash.ruleCode);
  return {
    programs: [first.code, second.code],
    clash,
    between: clashFor('one', 'another') ? 'household' : 'person',
    within: group?.scope.endsWith('event') ? 'event' : group?.scope.endsWith('year') ? 'year' : 'force',
  };
}

/** The latest first; members of a group of the highest single award share out their places by amount. */
function byPrecedence<C extends Claim>(pack: CountyPack, claims: readonly C[]): C[] {
  const ordered = [...claims].reverse();
  for (const group of pack.groups.filter(({ mode }) => mode === 'highest_single_award')) {
    const members = membersOf(pack, group);
    const places = ordered.flatMap((claim, place) => (members.includes(claim.program.code) ? [place] : []));
    const ranked = places
      .map((place) => ordered[place] as C)
      .sort(
        (a, b) =>
          (b.amountFen ?? 0) - (a.amountFen ?? 0) || members.indexOf(a.program.code) - members.indexOf(b.program.code),
      );
    for (const [index, place] of places.entries()) ordered[place] = ranked[index] as C;
  }
  return ordered;
}

function barredBy(pack: CountyPack, claim: Claim, aid: Held): Clash | undefined {
  const program = pack.programs.find(({ code }) => code === aid.programCode);
  if (!program) return undefined;
  const counts = aid.sameEvent || program.period !== 'per_event';
  const other = { program, personId: aid.personId ?? null, amountFen: null };
  if (!counts) return undefined;
  return program.code === claim.program.code ? againOf(pack, claim, other) : clashOf(pack, claim, other);
}

/** Why a program is not given twice. Aid of one event may be given in rounds, bounded by the loss, unless a group says once. */
function againOf(pack: CountyPack, a: Claim, b: Claim): Clash | undefined {
  if (!sameBeneficiary(a, b)) return undefined;
  return groupClash(pack, a, b) ?? (a.program.period === 'per_event' ? undefined : AGAIN);
}

/** Why two programs cannot stand side by side; undefined when they can. */
function clashOf(pack: CountyPack, a: Claim, b: Claim): Clash | undefined {
  const inGroup = groupClash(pack, a, b);
  if (inGroup) return inGroup;
  if (!sameBeneficiary(a, b)) return undefined;
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (one.program.concurrency.excludes.includes(other.program.code)) {
      return { ruleCode: `${one.program.code}.excludes`, words: one.program.concurrency.words };
    }
  }
  return undefined;
}

function groupClash(pack: CountyPack, a: Claim, b: Claim): Clash | undefined {
  const group = pack.groups.find((candidate) => {
    if (!EXCLUSIVE.has(candidate.mode)) return false;
    if (candidate.scope.startsWith('person') && !samePerson(a, b)) return false;
    const members = membersOf(pack, candidate);
    return members.includes(a.program.code) && members.includes(b.program.code);
  });
  return group && { ruleCode: group.code, words: group.words };
}

/** Programs for a household meet every other program of it; programs for persons meet only the same person's. */
function sameBeneficiary(a: Claim, b: Claim): boolean {
  return a.program.unit === 'household' || b.program.unit === 'household' || samePerson(a, b);
}

function samePerson(a: Claim, b: Claim): boolean {
  return a.personId === null || b.personId === null || a.personId === b.personId;
}
