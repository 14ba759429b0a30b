import { defineAbilitiesFor } from '@yimen/schema';
import { CLOCK } from '../../platform/clock-actor.js';
import type { County } from '../../platform/county.js';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand, type Sql } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { type NewJob, startJobOnce } from '../job/start-job.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { type Cause, REVIEW_OPEN, reviewPackage } from './review-package.js';

export const REVIEW_JOB = 'package_reviews';

export const REVIEWS: NewJob = {
  kind: REVIEW_JOB,
  title: { zh: '救助方案复核', en: 'Reviews of aid packages' },
  input: {},
};

/** Every night the packages that something touched are replayed. */
export const reviewNightly: NightlyWork = (sql, day) => startJobOnce(sql, REVIEWS, `${REVIEW_JOB}:${day}`);

/**
 * Adopted packages that something touched since they were last replayed, in the order of their cases: their date has come;
 * a fact of the household, the person or the case was recorded; or a month began in which monthly aid is due. What
 * was recorded shortly before the last replay is looked at again, as it may have been committed after it.
 */
const TOUCHED = `
  select case_id as "caseId", cause from (
    select k.case_id, case
      when (k.decision_date + make_interval(months => $2))::date <= current_day
        and coalesce(k.replayed_at, k.adopted_at) at time zone 'Asia/Shanghai' < k.decision_date + make_interval(months => $2)
        then 'date'
      when exists (select from observation o
        where (o.household_id = c.household_id or o.person_id = c.beneficiary_id or o.case_id = c.id)
          and o.recorded_at > coalesce(k.replayed_at - interval '5 minutes', k.adopted_at)) then 'facts'
      when exists (select from package_item i where i.package_id = k.id and i.period = 'monthly'
          and i.status in ('awaiting_decision', 'committed'))
        and date_trunc('month', coalesce(k.replayed_at, k.adopted_at) at time zone 'Asia/Shanghai')
          < date_trunc('month', now() at time zone 'Asia/Shanghai') then 'month' end as cause
    from aid_package k join case_file c on c.id = k.case_id
    cross join (select (now() at time zone 'Asia/Shanghai')::date as current_day) day
    where k.status = 'adopted') touched
  where cause is not null and ($1::uuid is null or case_id > $1) order by case_id`;

function findTouched(sql: Sql, county: County, after: string | null): Promise<{ caseId: string; cause: Cause }[]> {
  return sql(TOUCHED, [after, reviewCommittee(county).secondRound.afterMonths]);
}

interface Checkpoint {
  after: string | null;
  done: number;
  found: number;
  /** Packages with an open review that nothing can take the place of: it is to be dealt with first. */
  skipped: number;
}

export const reviewJobs: JobHandlers = {
  async [REVIEW_JOB]({ id, database, county, actor, checkpoint, progress }) {
    const begun: Checkpoint = {
      after: null,
      done: 0,
      found: 0,
      skipped: 0,
      ...(checkpoint as Partial<Checkpoint> | null),
    };
    let { after, done, found, skipped } = begun;
    const by = actor ?? CLOCK;
    const context = { database, county, actor: by, ability: defineAbilitiesFor(by) };
    const touched = await findTouched(poolSql(database.pool), county, after);
    const total = done + touched.length;
    await progress({ done, total });
    for (const { caseId, cause } of touched) {
      let isNew = false;
      const kept = await runCommand(context, 'reviewPackage', { key: `${id}:${caseId}` }, async (unit) => {
        await unit.sql('select from case_file where id = $1 for update', [caseId]);
        isNew = await reviewPackage(unit, caseId, cause);
        return { type: 'Case', id: caseId };
      });
      const isSkipped = kept instanceof Failure && kept.code === REVIEW_OPEN;
      if (kept instanceof Failure && !isSkipped) throw kept;
      done += 1;
      found += isNew ? 1 : 0;
      skipped += isSkipped ? 1 : 0;
      after = caseId;
      const step = {
        zh: `已复核 ${done - skipped} 个，${found} 个有新结果${skipped ? `，${skipped} 个因有未办结的复核跳过` : ''}`,
        en: `${done - skipped} reviewed, ${found} with something new${skipped ? `, ${skipped} passed over: a review is open` : ''}`,
      };
      await progress({ done, total, step, checkpoint: { after, done, found, skipped } });
    }
    return { reviewed: done - skipped, found, skipped };
  },
};
