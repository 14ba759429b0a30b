import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import {
  type BatchApplication,
  type BatchFigures,
  type BatchResult,
  batchFigures,
  resolveBatch,
} from '../../policy/award-highest.js';
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
  reasonZh: string | null;
  reasonEn: string | null;
}

/** Every application of a batch, in the order in which they were filed. */
export async function batchApplications(sql: Sql, batchId: string, lock = false): Promise<BatchApplicationRow[]> {
  const found = await sql<BatchApplicationRow>(
    `select a.id, a.number, a.person_id as "personId", a.household_id as "householdId", h.township_code as "townshipCode",
            a.program_code as "programCode", a.department_code as "departmentCode", a.amount_fen as "amountFen",
            a.applied_on as "appliedOn", a.outcome, a.status, a.place_hold_id as "placeHoldId",
            a.reason_zh as "reasonZh", a.reason_en as "reasonEn"
       from application a join household h on h.id = a.household_id
      where a.batch_id = $1 order by a.number ${lock ? 'for update of a' : ''}`,
    [batchId],
  );
  return found.map((row) => ({ ...row, amountFen: Number(row.amountFen ?? 0) }));
}

/** Who keeps what: the highest single award, the earliest of equal ones (R30). Of a refused batch nobody keeps any. */
export function settle(county: County, groupCode: string, applications: readonly BatchApplicationRow[]): BatchResult {
  return resolveBatch(county.pack, groupCode, applications.map(toSettle));
}

/** What some applications of a batch add up to, `kept` of the whole batch being paid. */
export function figuresOf(applications: readonly BatchApplicationRow[], kept: ReadonlySet<string>): BatchFigures {
  return batchFigures(applications.map(toSettle), kept);
}

function toSettle(row: BatchApplicationRow): BatchApplication {
  return {
    id: row.id,
    personKey: row.personId,
    programCode: row.programCode,
    department: row.departmentCode,
    amountFen: row.amountFen,
    appliedOn: row.appliedOn,
    outcome: row.status === 'refused' ? 'NOT_ELIGIBLE' : row.outcome,
  };
}
