import type { Bilingual, CountyPack, ExclusivityGroup, Program } from './types.js';

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
  /** Fen. */
  fen: number;
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
 * highest stays (a tie goes to the group's member order), in one that ranks its members the first of them; anywhere else
 * the latest claim stays and the earlier goes. Claims that only top up another stand beside it, see `topUp`.
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
  const claim = (program: Program, personId: string): Claim => {
    const isMoney = program.amount.kind !== 'SERVICE' && program.amount.kind !== 'EXTERNAL';
    return { program, personId, amountFen: isMoney ? 0 : null };
  };
  const clashFor = (one: string, other: string) => {
    const [a, b] = [claim(first, one), claim(second, other)];
    return first === second ? againOf(pack, a, b) : clashOf(pack, a, b);
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

/** The latest first; members of a group that ranks them share out their places by rank. */
function byPrecedence<C extends Claim>(pack: CountyPack, claims: readonly C[]): C[] {
  const ordered = [...claims].reverse();
  const ranking = pack.groups.filter(({ mode, tieBreak }) => mode === 'only_one' && tieBreak.includes('member_order'));
  const highest = pack.groups.filter(({ mode }) => mode === 'highest_single_award');
  for (const group of [...ranking, ...highest]) {
    const members = membersOf(pack, group);
    const byAmount = group.mode === 'highest_single_award';
    const places = ordered.flatMap((claim, place) => (members.includes(claim.program.code) ? [place] : []));
    const ranked = places
      .map((place) => ordered[place] as C)
      .sort(
        (a, b) =>
          (byAmount ? (b.amountFen ?? 0) - (a.amountFen ?? 0) : 0) ||
          members.indexOf(a.program.code) - members.indexOf(b.program.code),
      );
    for (const [index, place] of places.entries()) ordered[place] = ranked[index] as C;
  }
  return ordered;
}

/** Aid that was given as a claim; undefined when the pack has no such program. */
export function claimOf(pack: CountyPack, aid: Held): Claim | undefined {
  const program = pack.programs.find(({ code }) => code === aid.programCode);
  return program && { program, personId: aid.personId ?? null, amountFen: aid.fen };
}

/** Whether aid that was given still counts: that of this event, and what is not given by the event. */
export function stillCounts({ period }: Program, aid: Held): boolean {
  return aid.sameEvent || period !== 'per_event';
}

function barredBy(pack: CountyPack, claim: Claim, aid: Held): Clash | undefined {
  const other = claimOf(pack, aid);
  if (!other || !stillCounts(other.program, aid)) return undefined;
  return other.program.code === claim.program.code
    ? againOf(pack, claim, other, aid.sameEvent)
    : clashOf(pack, claim, other, aid.sameEvent);
}

/** Why a program is not given again to whom it was given. */
function againOf(pack: CountyPack, claim: Claim, other: Claim, sameEvent = true): Clash | undefined {
  const { program } = claim;
  if (!sameBeneficiary(claim, other)) return undefined;
  const inGroup = groupClash(pack, claim, other, sameEvent);
  if (inGroup || program.period !== 'per_event') return inGroup ?? AGAIN;
  // Aid of one event may be given in rounds where the loss bounds them, or what was given counts item by item.
  const isBounded =
    program.againstLoss || claim.amountFen === null || inGroupOf(pack, 'additive_by_item', claim, other);
  return isBounded ? undefined : AGAIN;
}

/** Why two programs cannot stand side by side; undefined when they can. */
function clashOf(pack: CountyPack, a: Claim, b: Claim, sameEvent = true): Clash | undefined {
  const inGroup = groupClash(pack, a, b, sameEvent);
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

function groupClash(pack: CountyPack, a: Claim, b: Claim, sameEvent: boolean): Clash | undefined {
  const group = groupsOf(pack, a, b).find((one) => isExclusive(one, a, b, sameEvent));
  return group && { ruleCode: group.code, words: group.words };
}

/** Whether a group keeps two of its members apart. */
function isExclusive({ mode, together = [] }: ExclusivityGroup, a: Claim, b: Claim, sameEvent: boolean): boolean {
  const [one, other] = [a.program.code, b.program.code];
  switch (mode) {
    case 'highest_single_award':
    case 'only_one':
      return true;
    case 'once_per_event':
      return sameEvent;
    case 'only_one_with_top_up':
      return one === other || !topsUp(a, b);
    case 'compatibility_table':
      return one !== other && !together.some((pair) => pair.includes(one) && pair.includes(other));
    case 'additive_by_item':
    case 'sequence':
    case 'county_option':
      return false;
  }
}

/** Whether money of one may be set against money of the other: both pay in the same period. */
function topsUp(a: Claim, b: Claim): boolean {
  return a.program.period === b.program.period && a.amountFen !== null && b.amountFen !== null;
}

/** The groups that hold both programs and are about the same person, or about the household. */
export function groupsOf(pack: CountyPack, a: Claim, b: Claim): ExclusivityGroup[] {
  return pack.groups.filter((candidate) => {
    if (candidate.scope.startsWith('person') && !samePerson(a, b)) return false;
    const members = membersOf(pack, candidate);
    return members.includes(a.program.code) && members.includes(b.program.code);
  });
}

function inGroupOf(pack: CountyPack, mode: ExclusivityGroup['mode'], a: Claim, b: Claim): boolean {
  return groupsOf(pack, a, b).some((group) => group.mode === mode);
}

/** Programs for a household meet every other program of it; programs for persons meet only the same person's. */
export function sameBeneficiary(a: Claim, b: Claim): boolean {
  return a.program.unit === 'household' || b.program.unit === 'household' || samePerson(a, b);
}

function samePerson(a: Claim, b: Claim): boolean {
  return a.personId === null || b.personId === null || a.personId === b.personId;
}
