import { assertTransition } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadRequest } from './load-request.js';
import { httpVerifiers } from './registers.js';
import { startVerification } from './request-verification.js';
import type { VerificationActionInput } from './verification.inputs.js';

export const NOTHING_TO_SEND = {
  zh: '其余事项由部门人工或以文件答复，无需再次发送。',
  en: 'What is left is answered by hand or by file; there is nothing to send again.',
};

/**
 * Sends what the providers' systems left unanswered once more. Throws NotFound, NotAllowed, StaleVersion, and WrongState
 * when there is nothing to send or it is being sent.
 */
export async function askAgain(unit: UnitOfWork, input: VerificationActionInput): Promise<CommandResult> {
  const request = await loadRequest(unit, input, 'ask_again');
  assertTransition('VerificationRequest', request.status, 'ask_again', {
    zh: '该核对已经结束。如需重新核对，请发起新的核对。',
    en: 'This verification has ended; ask for a new one.',
  });
  const [job] = await unit.sql<{ status: string }>('select status from job where id = $1', [request.jobId]);
  if (job && ['queued', 'running'].includes(job.status)) {
    throw wrongState(job.status, { zh: '正在发送，请等它完成。', en: 'It is being sent; wait until that is done.' });
  }
  const queued = await unit.sql(
    `update verification_question set status = 'queued', trouble = null, version = version + 1
     where request_id = $1 and (status = 'queued' or status = 'waiting' and verifier_code = any($2)) returning id`,
    [request.id, httpVerifiers(unit.county)],
  );
  if (queued.length === 0) {
    throw wrongState(request.status, NOTHING_TO_SEND);
  }
  const jobId = await startVerification(unit, { ...request, townships: request.townshipCode });
  await unit.sql('update verification_request set job_id = $2, version = version + 1 where id = $1', [
    request.id,
    jobId,
  ]);
  return { type: 'VerificationRequest', id: request.id };
}
