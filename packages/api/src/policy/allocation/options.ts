import type { AllocationProblem, AllocationValue, AwardClaim } from './allocation.types.js';

/** One award that a person could get, seen from his own list. */
export interface Option {
  /** Place in the problem's claims. */
  claim: number;
  line: number;
  fen: number;
  /** Days that the person has waited, by the longest of his claims. */
  waited: number;
  /** Place in the person's own list, from 0: the highest amount first. */
  place: number;
  /** Whether no other award of his is higher. */
  isHighest: boolean;
}

/** Everybody's own list of awards, in the order in which people appear. Throws Error on a claim for an unknown line. */
export function ownLists({ lines, claims }: AllocationProblem): Option[][] {
  const lineAt = new Map(lines.map(({ code }, index) => [code, index]));
  const byPerson = new Map<string, { claim: AwardClaim; index: number }[]>();
  for (const [index, claim] of claims.entries()) {
    const own = byPerson.get(claim.person);
    if (own) own.push({ claim, index });
    else byPerson.set(claim.person, [{ claim, index }]);
  }
  return [...byPerson.values()].map((own) => {
    own.sort((a, b) => b.claim.fen - a.claim.fen || a.index - b.index);
    const most = own[0]?.claim.fen;
    const waited = Math.max(...own.map(({ claim }) => claim.waited));
    return own.map(({ claim, index }, place) => {
      const line = lineAt.get(claim.line);
      if (line === undefined) throw new Error(`No line ${claim.line}`);
      return { claim: index, line, fen: claim.fen, waited, place, isHighest: claim.fen === most };
    });
  });
}

/** What the options that were granted reach together. */
export function sumUp(granted: Iterable<Option>): AllocationValue {
  const value: AllocationValue = { people: 0, highest: 0, fen: 0, waited: 0, order: 0 };
  for (const { fen, waited, place, isHighest } of granted) {
    value.people += 1;
    value.highest += isHighest ? 1 : 0;
    value.fen += fen;
    value.waited += waited;
    value.order -= place;
  }
  return value;
}
