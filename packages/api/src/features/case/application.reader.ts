import DataLoader from 'dataloader';
import type { Context } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { grouped, rows } from '../../platform/read.js';

export interface ApplicationRow {
  id: string;
  number: string;
  caseId: string | null;
  batchId: string | null;
  personId: string;
  programCode: string;
  departmentCode: string;
  appliedOn: string;
  amountFen: number | null;
  status: string;
  reasonZh: string | null;
  reasonEn: string | null;
}

const APPLICATION = `a.id, a.number, a.case_id as "caseId", a.batch_id as "batchId", a.person_id as "personId",
  a.program_code as "programCode", a.department_code as "departmentCode", a.applied_on as "appliedOn",
  a.amount_fen as "amountFen", a.status, a.reason_zh as "reasonZh", a.reason_en as "reasonEn"`;

/** What abilities ask of an application, as SQL over `application a` and its `household h`. */
const FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'a.department_code' },
  townshipCode: { sql: 'h.township_code' },
};

/** Applications as far as the reader may see them. */
export class ApplicationReader {
  /** Those of a case, in the order of application. */
  readonly ofCase = new DataLoader<string, ApplicationRow[]>(async (ids) => {
    const params: unknown[] = [ids];
    const access = accessSql(this.context.ability, 'read', 'Application', FIELDS, params);
    const text = `select ${APPLICATION} from application a join household h on h.id = a.household_id
      where a.case_id = any($1) and ${access} order by a.applied_on, a.number`;
    const found = await rows<ApplicationRow>(this.context.database.pool, text, params);
    return grouped(ids, found, (row) => row.caseId ?? '');
  });

  constructor(private readonly context: Context) {}
}
