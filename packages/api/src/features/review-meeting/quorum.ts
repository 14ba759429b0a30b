import type { Member } from './load-meeting.js';

export type VoteChoice = 'for' | 'against' | 'abstain';

/** What an item is voted on by: who may, how, and what is known of the votes. */
export interface Ballots {
  /** Who is on the meeting, present or not; of a member and whoever sits in his place one votes. */
  members: readonly Pick<Member, 'staffId' | 'standsFor'>[];
  /** Who stands aside from the item. */
  recusedIds: readonly string[];
  /** Without a choice where the vote is secret. */
  votes: readonly { staffId: string; choice: string | null }[];
  /** The numbers of a secret vote; null for an open one. */
  secret: { counted: boolean; for: number; against: number; abstain: number } | null;
  /** Who composed the package, or made the batch. */
  proposerId: string | null;
}

export interface TallyResult {
  for: number;
  against: number;
  abstain: number;
  /** Votes that are cast. */
  cast: number;
  /** Members who may vote: who stands aside does not count. */
  members: number;
  /** Votes that must be cast. */
  quorum: number;
  reached: boolean;
  /** A secret vote that is not counted yet: its numbers are told as 0. */
  hidden: boolean;
  /** Whether somebody else than the proposer is for it for certain. */
  seconded: boolean;
}

/** Who votes: each member, or whoever sits in his place. */
export function seatHolders<One extends Pick<Member, 'staffId' | 'standsFor'>>(members: readonly One[]): One[] {
  const replaced = new Set(members.map(({ standsFor }) => standsFor));
  return members.filter(({ staffId }) => !replaced.has(staffId));
}

/** The proposer, and whoever sits in his place or in whose place he sits: their votes are not another's for it. */
function proposersOf({ members, proposerId }: Ballots): Set<string | null> {
  const seats = members.map(({ staffId, standsFor }) => [staffId, standsFor]);
  return new Set([proposerId, ...seats.filter((seat) => proposerId && seat.includes(proposerId)).flat()]);
}

/**
 * Counts the votes on an item. A quorum is more than `overPercent` of the members who do not stand aside, whatever they
 * voted (R11), and never less than `atLeast` votes.
 */
export function tally(ballots: Ballots, overPercent: number, atLeast = 1): TallyResult {
  const { votes, secret, recusedIds } = ballots;
  const members = seatHolders(ballots.members).filter(({ staffId }) => !recusedIds.includes(staffId)).length;
  const quorum = Math.max(atLeast, Math.floor((members * overPercent) / 100) + 1);
  const count = (choice: VoteChoice) => votes.filter((one) => one.choice === choice).length;
  const hidden = secret !== null && !secret.counted;
  const numbers = secret ?? { for: count('for'), against: count('against'), abstain: count('abstain') };
  const proposing = proposersOf(ballots);
  const proposers = votes.filter(
    ({ staffId, choice }) => proposing.has(staffId) && (secret || choice === 'for'),
  ).length;
  return {
    for: hidden ? 0 : numbers.for,
    against: hidden ? 0 : numbers.against,
    abstain: hidden ? 0 : numbers.abstain,
    cast: votes.length,
    members,
    quorum,
    reached: votes.length >= quorum,
    hidden,
    seconded: !hidden && numbers.for > proposers,
  };
}

/** A package is adopted with a quorum and more votes for than against, one of them not its proposer's. */
export function mayAdopt(result: TallyResult): boolean {
  return result.reached && !result.hidden && result.for > result.against && result.seconded;
}
