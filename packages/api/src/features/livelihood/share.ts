/** What percent of the new revenue (fen) was spent on livelihood, to one decimal, rounded down: 69.99 does not reach 70. */
export function sharePercent({
  newRevenueFen,
  livelihoodFen,
}: {
  newRevenueFen: number;
  livelihoodFen: number;
}): number {
  return Number((BigInt(livelihoodFen) * 1000n) / BigInt(newRevenueFen)) / 10;
}
