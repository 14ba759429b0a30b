import { addDays } from '../../platform/calendar.js';
import type { County } from '../../platform/county.js';
import { deadlineOf } from '../../platform/deadlines.js';
import type { Sql } from '../../platform/run-command.js';
import { financeBureauOf } from '../budget/approver-of.js';
import { addTasks } from '../task/add-task.js';

/**
 * Asks the finance bureau for next year's budget while none was handed in: without it nothing can be decided from 1 January.
 * Once for each, however often it is called. `day`: YYYY-MM-DD.
 */
export async function remindOfPlan(sql: Sql, county: Pick<County, 'pack'>, day: string): Promise<void> {
  const bureau = financeBureauOf(county.pack);
  const year = Number(day.slice(0, 4)) + 1;
  const lastDay = `${year - 1}-12-31`;
  const daysBefore = (code: string) => addDays(lastDay, -deadlineOf(county, code).value);
  if (!bureau || day < daysBefore('DL_PLAN_REMIND')) return;
  const [plan] = await sql(`select from budget_plan where year = $1 and status <> 'draft'`, [year]);
  if (plan) return;
  const task = {
    kind: 'budget_plan',
    zh: `编制 ${year} 年度预算：未批准前，明年 1 月 1 日起不能列支`,
    en: `Draw up the budget of ${year}: until it is approved nothing can be committed from 1 January`,
  };
  const escalates = daysBefore('DL_PLAN_ESCALATE');
  const due = addDays(escalates, -1);
  await addTasks(sql, [
    { ...task, departmentCode: bureau, dueOn: day > due ? lastDay : due, origin: `budget_plan:${year}:remind` },
  ]);
  if (day < escalates) return;
  const leaders = await sql<{ id: string }>(`select id from staff where role = 'leader' and active order by id`);
  await addTasks(
    sql,
    leaders.map(({ id }) => ({
      ...task,
      zh: `${year} 年度预算尚未提交，请督促财政局`,
      en: `The budget of ${year} is not handed in; urge the finance bureau`,
      assigneeId: id,
      dueOn: lastDay,
      origin: `budget_plan:${year}:escalate:${id}`,
    })),
  );
}

/** Ends the reminders once the plan was handed in. */
export async function endReminders(sql: Sql, year: number, staffId: string): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where kind = 'budget_plan' and status = 'open' and origin like $1`,
    [`budget_plan:${year}:%`, staffId],
  );
}
