import { beginExit, exitOf } from '../features/payment/exit-by-months.js';
import { monthOf } from '../features/payment/months.js';
import { aidOrigin, suspendSchedules } from '../features/payment/suspend-aid.js';
import { addTasks } from '../features/task/add-task.js';
import { addWorkingDays } from '../platform/calendar.js';
import type { UnitOfWork } from '../platform/run-command.js';
import type { Casework } from './casework.js';

interface Held {
  scheduleId: string;
  programCode: string;
  householdId: string;
  householdCode: string;
  personId: string | null;
}

const WHY = [
  { zh: '不再符合“财产符合规定”', en: 'no longer holds: Property within the limits' },
  { zh: '成员入狱服刑，家庭人口数待核', en: 'a member is in prison; the size of the household is to be looked at' },
];
const EXIT_MONTHS = 12;
const ANSWERS_WITHIN = 5;

/** Some monthly aid of the department that pays waits for a second look, and some goes out by months. */
export async function letAidWait(work: Casework, day: string): Promise<void> {
  const next = monthOf(day, 1);
  const wait = async (unit: UnitOfWork) => {
    const held = await unit.sql<Held>(
      `select s.id as "scheduleId", s.program_code as "programCode", h.id as "householdId", h.code as "householdCode",
         a.person_id as "personId"
       from payment_schedule s join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
       where s.department_code = 'MCA' and s.program_code in ('MCA-01', 'MCA-02') and s.kind = 'monthly'
         and s.status = 'active' and a.case_id is null and a.ended_on is null and h.dissolved_on is null
       order by s.id limit ${WHY.length + 1}`,
    );
    const [leaving, ...waiting] = held;
    for (const [place, { scheduleId }] of waiting.entries()) {
      const reason = WHY[place] ?? { zh: '', en: '' };
      await suspendSchedules(unit.sql, [scheduleId], { reason, fromMonth: next, by: `review:${day}` });
    }
    if (leaving) await beginExit(unit.sql, leaving.scheduleId, exitOf(next, EXIT_MONTHS));
    await addTasks(
      unit.sql,
      waiting.map((aid, place) => ({
        kind: 'review_payments',
        zh: `${aid.householdCode} 户低保自 ${next.slice(0, 7)} 起暂停待核：${WHY[place]?.zh}。请决定恢复或终止`,
        en: `Dibao of ${aid.householdCode} waits from ${next.slice(0, 7)} on: ${WHY[place]?.en}. Resume or end it`,
        departmentCode: 'MCA',
        dueOn: addWorkingDays(day, ANSWERS_WITHIN),
        origin: `payment_schedule:${aid.scheduleId}:${day}${aidOrigin(aid)}`,
      })),
    );
    return { type: 'Staff' as const, id: unit.actor.staffId };
  };
  await work.act('manager-mca', 'let-aid-wait', {}, wait);
}
