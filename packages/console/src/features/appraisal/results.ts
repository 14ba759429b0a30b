import type { DepartmentAppraisalPartsFragment } from '@yimen/schema/documents';

export type Result = DepartmentAppraisalPartsFragment;
export type Measure = Result['measures'][number];

/** A number behind a measure of a department; 0 where there is none. */
export function partOf({ measures }: Result, measure: string, part: string): number {
  const parts = measures.find(({ code }) => code === measure)?.parts ?? [];
  return parts.find(({ code }) => code === part)?.value ?? 0;
}

/** Where most of the total was lost: by weight and points. */
export function weakestOf({ measures }: Result): Measure | undefined {
  const lost = ({ weight, points }: Measure) => (points === null ? 0 : weight * (100 - points));
  return [...measures].sort((one, other) => lost(other) - lost(one)).find((one) => lost(one) > 0);
}

/** The highest total first; what is not scored last. */
export function byTotal(results: readonly Result[]): Result[] {
  return [...results].sort((one, other) => (other.total ?? -1) - (one.total ?? -1));
}
