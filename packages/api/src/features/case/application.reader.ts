import { type AccessField, accessSql } from '../../platform/access-sql.js';
import type { Level } from '../../platform/level.js';
import type { Columns } from '../../platform/read.js';
import { substitutesAt } from '../review-meeting/stands-in.js';

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

const APPLICATION: Columns<ApplicationRow> = {
  id: 'a.id',
  number: 'a.number',
  caseId: 'a.case_id',
  batchId: 'a.batch_id',
  personId: 'a.person_id',
  programCode: 'a.program_code',
  departmentCode: 'a.department_code',
  appliedOn: 'a.applied_on',
  amountFen: 'a.amount_fen',
  status: 'a.status',
  reasonZh: 'a.reason_zh',
  reasonEn: 'a.reason_en',
};
const APPLICATION_NEEDS = {
  program: ['programCode'],
  department: ['departmentCode'],
  person: ['personId'],
  reason: ['reasonZh', 'reasonEn'],
} as const;

/** What abilities ask of an application, as SQL over `application a` and its `household h`. */
const FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 'a.department_code' },
  townshipCode: { sql: 'h.township_code' },
  substituteIds: substitutesAt('(i.case_id = a.case_id or i.batch_id = a.batch_id)'),
};

/** The applications of a case as far as the reader may see them, in the order of application. */
export const APPLICATIONS_OF_CASE: Level<ApplicationRow> = {
  type: 'Application',
  of: { 'Case.applications': 'id' },
  key: 'caseId',
  columns: APPLICATION,
  needs: APPLICATION_NEEDS,
  from: 'application a',
  joins: [['h', 'join household h on h.id = a.household_id']],
  order: 'a.applied_on, a.number',
  access: ({ ability }, params) => accessSql(ability, 'read', 'Application', FIELDS, params),
};
