import { SHARED_CASE_STATUSES } from '@yimen/schema';
import type { AccessField } from '../../platform/access-sql.js';
import { substitutesAt } from '../review-meeting/stands-in.js';

const SHARED = SHARED_CASE_STATUSES.map((status) => `'${status}'`).join(', ');

/** What abilities ask of a household, as SQL over `household h`. */
export const HOUSEHOLD_FIELDS: Record<string, AccessField> = {
  townshipCode: { sql: 'h.township_code' },
  inReview: { sql: `exists (select from case_file c where c.household_id = h.id and c.status in (${SHARED}))` },
  caseDepartments: {
    sql: 'array(select unnest(c.department_codes) from case_file c where c.household_id = h.id)',
    array: true,
    overlaps: (values) =>
      `exists (select from case_file c where c.household_id = h.id and c.department_codes && ${values})`,
  },
  substituteIds: substitutesAt('i.case_id in (select c.id from case_file c where c.household_id = h.id)'),
};

/** What abilities ask of an aid record `a` of a household `h`. */
export const AID_FIELDS: Record<string, AccessField> = {
  ...HOUSEHOLD_FIELDS,
  departmentCode: { sql: 'a.department_code' },
};

/** The same as columns, for a record that is loaded to be changed. */
export const HOUSEHOLD_ACCESS_COLUMNS = `${HOUSEHOLD_FIELDS.townshipCode?.sql} as "townshipCode",
  ${HOUSEHOLD_FIELDS.inReview?.sql} as "inReview", ${HOUSEHOLD_FIELDS.caseDepartments?.sql} as "caseDepartments",
  ${HOUSEHOLD_FIELDS.substituteIds?.sql} as "substituteIds"`;
