import type { AccessField } from '../../platform/access-sql.js';
import { substitutesAt } from '../review-meeting/stands-in.js';

/** What abilities ask of a case, as SQL over `case_file c`. */
export const CASE_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'c.township_code' },
  status: { sql: 'c.status' },
  departmentCodes: { sql: 'c.department_codes', array: true },
  substituteIds: substitutesAt('i.case_id = c.id'),
};
