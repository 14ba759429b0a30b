import { assertCan } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockCase } from '../aid-package/load-case.js';
import { OPEN_STATUSES } from '../job/perform-job.js';
import { startJob } from '../job/start-job.js';
import { findAdopted } from './replay-case.js';
import { REVIEW_JOB, REVIEWS } from './review.jobs.js';
import { reviewPackage } from './review-package.js';
import type { ReviewCaseInput, StartReviewsInput } from './second-round.inputs.js';

/** Reviews all packages that something touched. Throws NotAllowed, and WrongState while that is under way. */
export async function startReviews(unit: UnitOfWork, _input: StartReviewsInput): Promise<CommandResult> {
  assertCan(unit, 'start_reviews', 'Package', {});
  // Two who ask at once queue here: the second finds the first one's.
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [REVIEW_JOB]);
  const [underWay] = await unit.sql<{ status: string }>(
    `select status from job where kind = $1 and status in (${OPEN_STATUSES}) limit 1`,
    [REVIEW_JOB],
  );
  if (underWay) {
    throw wrongState(underWay.status, {
      zh: '复核正在进行，请等它完成。',
      en: 'Reviews are under way; wait until they are done.',
    });
  }
  return { type: 'Job', id: await startJob(unit, REVIEWS) };
}

/** Reviews the package of a case at once. Throws NotFound, NotAllowed, and WrongState when none was adopted. */
export async function reviewCase(unit: UnitOfWork, { caseId }: ReviewCaseInput): Promise<CommandResult> {
  const file = await lockCase(unit, caseId);
  assertCan(unit, 'review', 'Package', file);
  if (!(await findAdopted(unit.sql, file.id))) {
    throw wrongState(file.status, {
      zh: '该个案没有已通过的方案，无可复核。',
      en: 'No package of this case was adopted; there is nothing to review.',
    });
  }
  await reviewPackage(unit, file.id, 'demand');
  return { type: 'Case', id: file.id };
}
