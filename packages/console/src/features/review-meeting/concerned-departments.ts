import type { ProposedItemPartsFragment } from '@yimen/schema/documents';

/** The civil affairs bureau leads the joint review and is always concerned. */
const LEAD = 'MCA';

/** Codes of the departments that the chosen cases and batches concern. */
export function concernedDepartments(chosen: readonly ProposedItemPartsFragment[]): Set<string> {
  const parts = chosen.flatMap(({ case: file, batch, declined }) => [
    ...(file?.package?.items ?? []),
    ...(file?.applications ?? []),
    ...(batch?.byDepartment ?? []),
    ...(declined ? [declined] : []),
  ]);
  return new Set([LEAD, ...parts.map(({ department }) => department.code)]);
}
