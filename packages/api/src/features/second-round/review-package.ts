import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { Failure } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { addTask } from '../task/add-task.js';
import { type AdoptedPackage, findAdopted, type ReviewedItem, replayCase } from './replay-case.js';

export type Cause = 'facts' | 'date' | 'month' | 'demand';
type Unit = Pick<UnitOfWork, 'sql' | 'county' | 'actor'>;

/** The code of the WrongState of a package with an open review that nothing can take the place of. */
export const REVIEW_OPEN = 'REVIEW_OPEN';

/**
 * Replays the adopted package of a case through today and keeps what differs as its open review, in place of a former
 * one; without a difference there is a review only on its date, when somebody is to look at the family anyway (R53). The
 * owner gets a task. No money moves. To be called with the case locked. Answers whether a new review came of it.
 */
export async function reviewPackage(unit: Unit, caseId: string, cause: Cause): Promise<boolean> {
  const { sql, county } = unit;
  const adopted = await findAdopted(sql, caseId);
  if (!adopted) return false;
  const through = today();
  await sql('update aid_package set replayed_at = now() where id = $1', [adopted.packageId]);
  const items = await replayCase(sql, county, adopted, through);
  const [latest] = await sql<{ id: string; status: string; isSame: boolean }>(
    `select id, status, items = $2::jsonb as "isSame" from package_review where package_id = $1
      order by id desc limit 1 for update`,
    [adopted.packageId, JSON.stringify(items)],
  );
  if (latest?.isSame && latest.status !== 'superseded') return false;
  if (latest?.status === 'open') await supersede(unit, latest.id);
  if (items.length === 0 && cause !== 'date') return false;
  await keep(unit, adopted, items, cause, through);
  return true;
}

/** What has come right by itself, or is told anew, needs nobody any more. */
async function supersede({ sql, actor }: Unit, reviewId: string): Promise<void> {
  await sql(`update package_review set status = 'superseded', version = version + 1 where id = $1`, [reviewId]);
  await finishReviewTask({ sql, actor }, reviewId);
}

/** The owner's task of a review is done. */
export async function finishReviewTask({ sql, actor }: Pick<Unit, 'sql' | 'actor'>, reviewId: string): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1 where origin = $1 and status = 'open'`,
    [taskOrigin(reviewId), actor.staffId],
  );
}

async function keep(
  { sql, county, actor }: Unit,
  adopted: AdoptedPackage,
  items: readonly ReviewedItem[],
  cause: Cause,
  through: string,
): Promise<void> {
  const { packageId, caseId, caseNumber, ownerId, townshipCode } = adopted;
  const sum = (key: 'overFen' | 'underFen') => items.reduce((all, item) => all + item[key], 0);
  const [overFen, underFen] = [sum('overFen'), sum('underFen')];
  const [review] = await sql<{ id: string }>(
    `insert into package_review (package_id, case_id, cause, through, over_fen, under_fen, items, status)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, 'open')
     on conflict (package_id) where status = 'open' do nothing returning id`,
    [packageId, caseId, cause, through, overFen, underFen, JSON.stringify(items)],
  );
  if (!review) throw await alreadyOpen(sql, adopted);
  const found = {
    zh:
      items.length === 0 ? '到期复核，未发现差额' : `复核发现多发 ${formatYuan(overFen)}、少发 ${formatYuan(underFen)}`,
    en:
      items.length === 0
        ? 'Looked at again on its date, nothing differs'
        : `The review finds ${formatYuan(overFen)} too much, ${formatYuan(underFen)} too little`,
  };
  await addCaseEvent(sql, { caseId, kind: 'package_reviewed', ...found, actorId: actor.staffId });
  await addTask(sql, {
    kind: 'package_review',
    zh: `个案 ${caseNumber}：${found.zh}，请核实并决定是否提请第二轮研判`,
    en: `Case ${caseNumber}: ${found.en}. Check it, and open the second round if it is needed`,
    caseId,
    townshipCode,
    assigneeId: ownerId,
    dueOn: addWorkingDays(through, reviewCommittee(county).secondRound.answersWithinWorkingDays),
    origin: taskOrigin(review.id),
  });
}

/** Says which review of the package is open: it is for it to be looked at first. */
async function alreadyOpen(sql: Unit['sql'], { packageId, caseNumber }: AdoptedPackage): Promise<Failure> {
  const [open] = await sql<{ day: string; through: string }>(
    `select to_char(made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, through from package_review
     where package_id = $1 and status = 'open'`,
    [packageId],
  );
  const text = {
    zh: `个案 ${caseNumber} 已有一项未办结的复核（${open?.day} 生成，算到 ${open?.through}），请先办理该复核。`,
    en: `Case ${caseNumber} has an open review already (made on ${open?.day}, through ${open?.through}): deal with that one first.`,
  };
  return new Failure('WrongState', REVIEW_OPEN, text, { status: 'open' });
}

function taskOrigin(reviewId: string): string {
  return `package_review:${reviewId}`;
}
