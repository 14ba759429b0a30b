export type VoteChoice = 'for' | 'against' | 'abstain';

/** What an item is voted on by: who may, how, and what is known of the votes. */
export interface Ballots {
  /** Members of the meeting, present or not. */
  memberIds: readonly string[];
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

/**
 * Counts the votes on an item. A quorum is more than `overPercent` of the members who do not stand aside, whatever they
 * voted (R11), and never less than `atLeast` votes.
 */
export function tally(ballots: Ballots, overPercent: number, atLeast = 1): TallyResult {
  const { votes, secret, proposerId } = ballots;
  const members = ballots.memberIds.filter((id) => !ballots.recusedIds.includes(id)).length;
  const quorum = Math.max(atLeast, Math.floor((members * overPercent) / 100) + 1);
  const count = (choice: VoteChoice) => votes.filter((one) => one.choice === choice).length;
  const hidden = secret !== null && !secret.counted;
  const numbers = secret ?? { for: count('for'), against: count('against'), abstain: count('abstain') };
  const proposers = votes.filter(
    ({ staffId, choice }) => staffId === proposerId && (secret || choice === 'for'),
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
