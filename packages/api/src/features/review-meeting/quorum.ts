export type VoteChoice = 'for' | 'against' | 'abstain';

export interface TallyResult {
  for: number;
  against: number;
  abstain: number;
  members: number;
  /** Votes that must be cast: more than half of the meeting's members. */
  quorum: number;
  reached: boolean;
}

/** Counts the votes on an item. A quorum is more than half of the members, whatever they voted (R11). */
export function tally(choices: readonly string[], members: number): TallyResult {
  const count = (choice: VoteChoice) => choices.filter((one) => one === choice).length;
  const quorum = Math.floor(members / 2) + 1;
  return {
    for: count('for'),
    against: count('against'),
    abstain: count('abstain'),
    members,
    quorum,
    reached: choices.length >= quorum,
  };
}

/** A package is adopted with a quorum and more votes for than against. */
export function mayAdopt(result: TallyResult): boolean {
  return result.reached && result.for > result.against;
}
