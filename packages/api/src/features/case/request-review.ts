import { assertVersion } from '../../platform/authorize.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { CaseActionInput } from './case.inputs.js';
import { addCaseEvent } from './case-events.js';
import { loadCase } from './load-case.js';
import { reviewTaskOrigin } from './open-case.js';

/**
 * Hands the case to the joint review: from here on the committee sees it, and the owner's task is done. Throws NotFound,
 * NotAllowed, StaleVersion, WrongState.
 */
export async function requestReview(unit: UnitOfWork, input: CaseActionInput): Promise<CommandResult> {
  const file = await loadCase(unit, input.caseId, 'request_review');
  assertVersion(file, input.expectedVersion);
  file.move('request_review');
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1 where origin = $1 and status = 'open'`,
    [reviewTaskOrigin(file.id), unit.actor.staffId],
  );
  await addCaseEvent(unit.sql, {
    caseId: file.id,
    kind: 'review_requested',
    zh: '提请综合研判会研判',
    en: 'Handed to the joint review meeting',
    actorId: unit.actor.staffId,
  });
  return { type: 'Case', id: file.id };
}
