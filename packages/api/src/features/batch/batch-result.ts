import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import type { Allocation, AwardLine } from '../../policy/allocation/allocation.types.js';
import { findAllocation } from '../../policy/allocation/allocation-thread.js';
import { type BatchResult, batchProblem, resolveBatch } from '../../policy/award-highest.js';
import type { Outcome } from '../../policy/types.js';

export interface BatchApplicationRow {
  id: string;
  number: string;
  personId: string;
  householdId: string;
  townshipCode: string;
  programCode: string;
  departmentCode: string;
  amountFen: number;
  appliedOn: string;
  outcome: Outcome;
  status: string;
  placeHoldId: string | null;
  keptApplicationId: string | null;
  reasonZh: string | null;
  reasonEn: string | null;
}

/** Every application of a batch, in the order in which they were filed. */
export async function batchApplications(sql: Sql, batchId: string, lock = false): Promise<BatchApplicationRow[]> {
  const found = await sql<BatchApplicationRow>(
    `select a.id, a.number, a.person_id as "personId", a.household_id as "householdId", h.township_code as "townshipCode",
            a.program_code as "programCode", a.department_code as "departmentCode", a.amount_fen as "amountFen",
            a.applied_on as "appliedOn", a.outcome, a.status, a.place_hold_id as "placeHoldId",
            a.kept_application_id as "keptApplicationId", a.reason_zh as "reasonZh", a.reason_en as "reasonEn"
       from application a join household h on h.id = a.household_id
      where a.batch_id = $1 order by a.number ${lock ? 'for update of a' : ''}`,
    [batchId],
  );
  return found.map((row) => ({ ...row, amountFen: Number(row.amountFen ?? 0) }));
}

/** What a batch's decision would be, and what is proven of it. */
export interface Settlement extends BatchResult {
  value: Allocation['value'];
  proof: Allocation['proof'];
}

/**
 * Who keeps what of the applications that are undecided: nobody is left out who can be served within the lines, then most
 * get their highest single award, of equal ones the earliest (R30).
 */
export async function settle(
  county: County,
  groupCode: string,
  applications: readonly BatchApplicationRow[],
  lines: readonly AwardLine[],
): Promise<Settlement> {
  const rows = applications.map((row) => ({ ...row, personKey: row.personId, department: row.departmentCode }));
  const problem = batchProblem(county.pack, groupCode, rows, lines);
  const { granted, value, proof } = await findAllocation(problem);
  return { ...resolveBatch(county.pack, groupCode, rows, problem, granted), value, proof };
}

export type RowResult = 'kept' | 'displaced' | 'waiting' | 'ineligible' | 'refused' | 'declined';

const RESULTS: Record<string, RowResult> = {
  granted: 'kept',
  committed: 'kept',
  displaced: 'displaced',
  waiting: 'waiting',
  ineligible: 'ineligible',
  refused: 'refused',
  declined: 'declined',
};

/** What became of an application that was decided; undefined before. */
export function resultOf({ status }: Pick<BatchApplicationRow, 'status'>): RowResult | undefined {
  return RESULTS[status];
}
