/** One application: an award that a person could get from one line. */
export interface AwardClaim {
  id: string;
  /** Who applies: one person of the registry. He gets one award of a batch at most. */
  person: string;
  /** The budget line that would pay. */
  line: string;
  /** Fen, a positive integer below ten billion. */
  fen: number;
  /** Days since it was filed, an integer. A person has waited as long as the longest of his claims. */
  waited: number;
}

/** What a department can give. */
export interface AwardLine {
  code: string;
  /** How many people; null = without a quota. */
  places: number | null;
  /** Fen; null = without a bound. */
  fen: number | null;
}

export interface AllocationProblem {
  lines: readonly AwardLine[];
  /** A person's claims for equal amounts stand in the order in which he would keep them. */
  claims: readonly AwardClaim[];
}

/** What is sought, the weightier first: nothing of a later one is worth the least of an earlier one. */
export const OBJECTIVES = ['people', 'highest', 'fen', 'waited', 'order'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/**
 * What an allocation reaches: people with an award, people with their own highest award, fen in all, days waited by
 * those who get one, and (to be small) how far down his own list each had to go.
 */
export type AllocationValue = Record<Objective, number>;

/** How a solution is known to be the best: of each objective what no allocation can exceed. */
export interface AllocationProof {
  /** People, then highest awards, then fen are proven to be the most that there can be, in this order. */
  proven: boolean;
  /** What no allocation can exceed, where that is not what was reached. */
  bounds: Partial<AllocationValue>;
}

export interface Allocation {
  /** Ids of the claims that are granted, in the order of the claims. */
  granted: string[];
  value: AllocationValue;
  proof: AllocationProof;
}
