import { subject } from '@casl/ability';
import { SHARED_CASE_STATUSES } from '@yimen/schema';
import type { AccessField } from '../../platform/access-sql.js';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { VerificationActionInput } from './verification.inputs.js';

const SHARED = SHARED_CASE_STATUSES.map((status) => `'${status}'`).join(', ');
const inReview = (households: string) =>
  `exists (select from case_file c where c.household_id = any(${households}) and c.status in (${SHARED}))`;

/** What abilities ask of a request, as SQL over `verification_request r`. */
export const REQUEST_FIELDS = {
  townshipCode: { sql: 'r.township_codes', array: true },
  soleTownship: { sql: 'case when cardinality(r.township_codes) = 1 then r.township_codes[1] end' },
  requestedBy: { sql: 'r.requested_by' },
  inReview: { sql: inReview('r.household_ids') },
} as const satisfies Record<string, AccessField>;

/** What abilities ask of a question, as SQL over `verification_question q`. */
export const QUESTION_FIELDS = {
  townshipCode: { sql: 'q.township_code' },
  deskCode: { sql: 'q.desk_code' },
  requestedBy: { sql: '(select r.requested_by from verification_request r where r.id = q.request_id)' },
  inReview: { sql: inReview('array[q.household_id]') },
} as const satisfies Record<string, AccessField>;

/** What abilities ask of a conflict, as SQL over `fact_conflict f`. */
export const CONFLICT_FIELDS = {
  townshipCode: { sql: 'f.township_code' },
  correctorDepartment: { sql: 'f.corrector_department' },
  inReview: { sql: inReview('array[f.household_id]') },
} as const satisfies Record<string, AccessField>;

/** The same as columns, for a record that is loaded to be changed. */
export function accessColumns(fields: Record<string, AccessField>): string {
  return Object.entries(fields)
    .map(([name, { sql }]) => `${sql} as "${name}"`)
    .join(', ');
}

export interface LoadedRequest {
  id: string;
  number: string;
  status: string;
  version: number;
  jobId: string | null;
  townshipCode: string[];
}

const REQUEST = { zh: '核对', en: 'verification' };

/** Loads a request with a lock to do `action` with it. Throws NotFound, NotAllowed, StaleVersion. */
export async function loadRequest(
  unit: UnitOfWork,
  { requestId, expectedVersion }: VerificationActionInput,
  action: string,
): Promise<LoadedRequest> {
  if (!isUuid(requestId)) throw notFound(REQUEST);
  const [request] = await unit.sql<LoadedRequest>(
    `select r.id, r.number, r.status, r.version, r.job_id as "jobId", ${accessColumns(REQUEST_FIELDS)}
     from verification_request r where r.id = $1 for update`,
    [requestId],
  );
  if (!request || !unit.ability.can('read', subject('VerificationRequest', { ...request }) as never)) {
    throw notFound(REQUEST);
  }
  assertCan(unit, action, 'VerificationRequest', request);
  assertVersion(request, expectedVersion);
  return request;
}
