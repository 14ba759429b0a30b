import { assertTransition } from '../../platform/authorize.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadRequest } from './load-request.js';
import { settleRequests } from './settle-requests.js';
import type { VerificationActionInput } from './verification.inputs.js';

/**
 * Cancels a request: what is not answered is stopped, answers stay, and its job finds nothing left to send. Throws NotFound, NotAllowed, StaleVersion,
 * WrongState.
 */
export async function cancelVerification(unit: UnitOfWork, input: VerificationActionInput): Promise<CommandResult> {
  const request = await loadRequest(unit, input, 'cancel');
  const status = assertTransition('VerificationRequest', request.status, 'cancel', {
    zh: '该核对已经结束，无需取消。',
    en: 'This verification has ended already.',
  });
  await unit.sql(
    `update verification_question set status = 'stopped', trouble = 'cancelled', version = version + 1
     where request_id = $1 and status in ('queued', 'waiting')`,
    [request.id],
  );
  await unit.sql('update verification_request set status = $2, version = version + 1 where id = $1', [
    request.id,
    status,
  ]);
  await settleRequests(unit.sql, [request.id]);
  return { type: 'VerificationRequest', id: request.id };
}
