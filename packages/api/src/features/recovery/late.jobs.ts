import { defineAbilitiesFor } from '@yimen/schema';
import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { CLOCK } from '../../platform/clock-actor.js';
import { Failure } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { runCommand, type UnitOfWork } from '../../platform/run-command.js';
import type { JobHandlers } from '../job/job-run.js';
import type { NightlyWork } from '../job/nightly.js';
import { startJobOnce } from '../job/start-job.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { addTask } from '../task/add-task.js';

const LATE = 'recovery_late';

/** Every night whoever looks after a claim is told of what is late. */
export const lateNightly: NightlyWork = (sql, day) =>
  startJobOnce(
    sql,
    { kind: LATE, title: { zh: '追回款逾期提醒', en: 'Claims that are late' }, input: {} },
    `${LATE}:${day}`,
  );

export const recoveryJobs: JobHandlers = {
  async [LATE]({ id, database, county, progress }) {
    await progress({ done: 0, total: 1 });
    const context = { database, county, actor: CLOCK, ability: defineAbilitiesFor(CLOCK) };
    let given = 0;
    const done = await runCommand(context, 'tellLateClaims', { key: id }, async (unit) => {
      given = await tellLateClaims(unit);
      return { type: 'Job', id };
    });
    if (done instanceof Failure) throw done;
    await progress({ done: 1, total: 1 });
    return { tasks: given };
  },
};

interface Late {
  id: string;
  number: string;
  planId: string;
  since: string;
  lateFen: number;
  caseId: string;
  departmentCode: string;
  ownerId: string | null;
}

/**
 * Gives the owner of each claim of which a part is late a task, one for each part; nobody is asked for the debt of
 * somebody who died. Answers how many claims are late.
 */
export async function tellLateClaims({ sql, county }: Pick<UnitOfWork, 'sql' | 'county'>): Promise<number> {
  const late = await sql<Late>(
    `select c.id, c.number, l.plan_id as "planId", l.since, l.late_fen as "lateFen", c.case_id as "caseId",
       c.department_code as "departmentCode", (select s.id from staff s where s.id = c.owner_id and s.active) as "ownerId"
     from recovery_late l join recovery_claim c on c.id = l.claim_id join household h on h.id = c.household_id
     left join person p on p.id = coalesce(c.person_id, h.head_person_id)
     where l.late_fen > 0 and p.gone is distinct from 'died' order by c.case_id, c.id`,
  );
  const { answersWithinWorkingDays } = reviewCommittee(county).secondRound;
  for (const { id, number, planId, since, lateFen, caseId, departmentCode, ownerId } of late)
    await addTask(sql, {
      kind: LATE,
      zh: `追回款 ${number}：${since} 到期的 ${formatYuan(lateFen)} 尚未退回，请联系家庭，确有困难的办理延期`,
      en: `Claim ${number}: ${formatYuan(lateFen)} due on ${since} have not come. Speak with the family; if it is hard, ask for a later day`,
      caseId,
      recoveryId: id,
      departmentCode,
      assigneeId: ownerId,
      dueOn: addWorkingDays(today(), answersWithinWorkingDays),
      origin: `${LATE}:${planId}:${since}`,
    });
  return late.length;
}
