import type { AccessField } from '../../platform/access-sql.js';

/** What abilities ask of a job, as SQL over `job j`. */
export const JOB_FIELDS = {
  kind: { sql: 'j.kind' },
  requestedBy: { sql: 'j.requested_by' },
  departmentCode: { sql: 'j.department_code' },
  ofCounty: { sql: '(j.department_code is null and j.township_code is null)' },
} as const satisfies Record<string, AccessField>;

/** The same as columns. */
export const JOB_ACCESS_COLUMNS = Object.entries(JOB_FIELDS)
  .map(([name, { sql }]) => `${sql} as "${name}"`)
  .join(', ');

export interface JobAccess {
  kind: string;
  requestedBy: string | null;
  departmentCode: string | null;
  ofCounty: boolean;
}
