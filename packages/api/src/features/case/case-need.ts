import type { Need } from './case.types.js';

/** What a case and its package say of the money. Fen. */
export interface NeedFigures {
  costFen: number | null;
  insurancePaidFen: number;
  alreadyFen: number;
  coveredFen: number;
}

/** What the family must pay itself, and what is left of it after all aid; unknown without a cost. Fen. */
export function needOf({
  costFen,
  insurancePaidFen,
  alreadyFen,
  coveredFen,
}: NeedFigures): Pick<Need, 'needFen' | 'leftFen'> {
  if (costFen === null) return { needFen: null, leftFen: null };
  const needFen = Math.max(0, costFen - insurancePaidFen);
  return { needFen, leftFen: Math.max(0, needFen - alreadyFen - coveredFen) };
}
