import type { AccessField } from '../../platform/access-sql.js';

/** What abilities ask of a case, as SQL over `case_file c`. */
export const CASE_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'c.township_code' },
  status: { sql: 'c.status' },
  departmentCodes: { sql: 'c.department_codes', array: true },
};
