import type { AgendaCandidatesQuery } from '@yimen/schema/documents';

/** The civil affairs bureau leads the joint review and is always concerned. */
const LEAD = 'MCA';

/** Codes of the departments that the chosen cases and batches concern. */
export function concernedDepartments(
  { cases, batches }: AgendaCandidatesQuery,
  caseIds: readonly string[],
  batchIds: readonly string[],
): Set<string> {
  const chosenCases = cases.nodes.filter(({ id }) => caseIds.includes(id));
  const chosenBatches = batches.filter(({ id }) => batchIds.includes(id));
  return new Set([
    LEAD,
    ...chosenCases.flatMap((file) => [...(file.package?.items ?? []), ...file.applications]).map(codeOf),
    ...chosenBatches.flatMap(({ byDepartment }) => byDepartment).map(codeOf),
  ]);
}

function codeOf({ department }: { department: { code: string } }): string {
  return department.code;
}
