import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { type Failure, notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockCase } from '../aid-package/load-case.js';
import { startPackage } from '../aid-package/start-package.js';
import { refreshCaseDepartments } from '../case/case-departments.js';
import { addCaseEvent } from '../case/case-events.js';
import { proposeRemedies } from '../recovery/propose-remedies.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import type { NewObservation } from '../registry/read-observations.js';
import { recordObservations } from '../registry/record-observations.js';
import { isDecided, type LastRound, lockLastRound } from './last-round.js';
import { finishReviewTask } from './review-package.js';
import type { OpenSecondRoundInput } from './second-round.inputs.js';

const REVIEW = { zh: '复核', en: 'review' };
const NOT_OPEN = {
  zh: '该复核已被新的复核取代，或已提请下一轮研判。',
  en: 'This review was superseded, or led to the next round already.',
};

interface Review {
  id: string;
  caseId: string;
  status: string;
  version: number;
}

/**
 * Brings the family before the meeting again: the next round is a case of its own that follows the last, awaits the
 * review, and has its need, its facts and the review in its dossier. Throws NotFound, NotAllowed, StaleVersion,
 * WrongState, InvalidInput.
 */
export async function openSecondRound(unit: UnitOfWork, input: OpenSecondRoundInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const [found] = isUuid(input.reviewId)
    ? await sql<{ caseId: string }>('select case_id as "caseId" from package_review where id = $1', [input.reviewId])
    : [];
  if (!found) throw notFound(REVIEW);
  const file = await lockCase(unit, found.caseId);
  assertCan(unit, 'open_round', 'Package', file);
  const [review] = await sql<Review>(
    'select id, case_id as "caseId", status, version from package_review where id = $1 for update',
    [input.reviewId],
  );
  if (!review) throw notFound(REVIEW);
  assertTransition('PackageReview', review.status, 'open_round', NOT_OPEN);
  assertVersion(review, input.expectedVersion);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' }, 2000);
  check.done();

  const last = await lockLastRound(sql, file.id);
  if (last.id !== file.id && !isDecided(last)) throw undecided(last);
  const next = await addRound(unit, last.id, reason as string);
  await sql(
    `update package_review set status = 'second_round', next_case_id = $2, version = version + 1 where id = $1`,
    [review.id, next.id],
  );
  await finishReviewTask(unit, review.id);
  const remedies = await proposeRemedies(unit, next.id, review.id);
  if (remedies > 0) await startPackage(unit, { ...file, ...next, status: 'awaiting_review' }, today());
  await addCaseEvent(sql, {
    caseId: file.id,
    kind: 'next_round',
    zh: `提请第 ${next.round} 轮研判，个案 ${next.number}：${reason}`,
    en: `Round ${next.round} was asked for as case ${next.number}: ${reason}`,
    actorId: actor.staffId,
  });
  await addCaseEvent(sql, {
    caseId: next.id,
    kind: 'opened',
    zh: `第 ${next.round} 轮研判，接个案 ${file.number}：${reason}`,
    en: `Round ${next.round}, after case ${file.number}: ${reason}`,
    actorId: actor.staffId,
  });
  await refreshCaseDepartments(sql, next.id);
  return { type: 'Case', id: next.id };
}

function undecided({ number, round, status }: LastRound): Failure {
  return wrongState(status, {
    zh: `第 ${round} 轮（个案 ${number}）还没有决定，请先在该轮中办理，决定后再提请。`,
    en: `Round ${round} (case ${number}) is not decided yet; deal with it there first, and ask again afterwards.`,
  });
}

export interface Round {
  id: string;
  number: string;
  round: number;
  householdId: string;
}

/** The next case of the family, with what was known of the former one. */
export async function addRound(unit: UnitOfWork, formerId: string, reason: string): Promise<Round> {
  const { sql } = unit;
  const [next] = await sql<Round>(
    `insert into case_file (number, household_id, beneficiary_id, township_code, channel, difficulty, what_happened, since,
       requested_on, cost_fen, insurance_paid_fen, status, owner_id, round, former_case_id)
     select 'AJ-' || to_char($2::date, 'YYYY') || '-' || lpad(nextval('case_number')::text, 6, '0'), h.id, c.beneficiary_id,
       h.township_code, c.channel, c.difficulty, $3, c.since, $2::date, c.cost_fen, c.insurance_paid_fen, 'awaiting_review',
       c.owner_id, c.round + 1, c.id
     from case_file c join person p on p.id = c.beneficiary_id
     join household h on h.id = coalesce(p.household_id, c.household_id) where c.id = $1
     returning id, number, round, household_id as "householdId"`,
    [formerId, today(), reason],
  );
  const made = next as Round;
  const known = await sql<NewObservation>(
    `select distinct on (o.fact) o.fact as code, o.value, o.source, o.observed_on as "observedOn", o.verified
     from observation o where o.case_id = $1 and o.person_id is null and ${STANDS} order by o.fact, ${WINNER_FIRST}`,
    [formerId],
  );
  await recordObservations(unit, { householdId: made.householdId, caseId: made.id }, known);
  return made;
}
