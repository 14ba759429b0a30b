import { subject } from '@casl/ability';
import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { recordConsents } from './record-authorisation.js';
import { settleRequests } from './settle-requests.js';
import type { RevokeAuthorisationInput } from './verification.inputs.js';

const AUTHORISATION = { zh: '授权', en: 'authorisation' };
const REASON = { zh: '撤销说明', en: 'reason' };

/**
 * Revokes an authorisation at once: what was asked under it and is not answered is stopped, and an answer that still
 * comes is turned away. Throws NotFound, NotAllowed, InvalidInput, WrongState.
 */
export async function revokeAuthorisation(unit: UnitOfWork, input: RevokeAuthorisationInput): Promise<CommandResult> {
  if (!isUuid(input.authorisationId)) throw notFound(AUTHORISATION);
  const [found] = await unit.sql<{ householdId: string; townshipCode: string; revokedOn: string | null }>(
    `select a.household_id as "householdId", h.township_code as "townshipCode", r.revoked_on as "revokedOn"
     from authorisation a join household h on h.id = a.household_id
     left join authorisation_revocation r on r.authorisation_id = a.id where a.id = $1 for update of h`,
    [input.authorisationId],
  );
  const access = { townshipCode: found?.townshipCode };
  if (!found || !unit.ability.can('read', subject('Authorisation', { ...access }) as never))
    throw notFound(AUTHORISATION);
  assertCan(unit, 'revoke', 'Authorisation', access);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, REASON, 200);
  check.done();
  if (found.revokedOn) {
    throw wrongState('revoked', {
      zh: `该授权已于 ${found.revokedOn} 撤销。`,
      en: `This authorisation was revoked on ${found.revokedOn}.`,
    });
  }
  await unit.sql(
    `insert into authorisation_revocation (authorisation_id, revoked_on, reason, recorded_by) values ($1, $2, $3, $4)`,
    [input.authorisationId, today(), reason, unit.actor.staffId],
  );
  const stopped = await unit.sql<{ requestId: string }>(
    `update verification_question set status = 'stopped', trouble = 'revoked', version = version + 1
     where authorisation_id = $1 and status in ('queued', 'waiting') returning request_id as "requestId"`,
    [input.authorisationId],
  );
  await settleRequests(unit.sql, [...new Set(stopped.map(({ requestId }) => requestId))]);
  await recordConsents(unit, found.householdId);
  return { type: 'Household', id: found.householdId };
}
