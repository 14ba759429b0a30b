/**
 * Splits an amount (integer fen) by weights so that nothing is lost: each part gets its whole fen, and those left over go
 * to the largest remainders, among equal ones to the first. Throws where there is no positive weight.
 */
export function splitFen(fen: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n || weights.some((weight) => weight < 0)) throw new Error('An amount is split by positive weights');
  const parts = weights.map((weight, place) => {
    const exact = BigInt(fen) * BigInt(weight);
    return { place, fen: Number(exact / total), rest: exact % total };
  });
  const left = fen - parts.reduce((sum, part) => sum + part.fen, 0);
  const first = parts.toSorted((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest < b.rest ? 1 : -1));
  for (const part of first.slice(0, left)) part.fen += 1;
  return parts.map((part) => part.fen);
}
