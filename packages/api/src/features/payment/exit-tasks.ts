import { dueOn } from '../../platform/calendar.js';
import { deadlineOf } from '../../platform/deadlines.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { monthOf } from './months.js';
import { aidOrigin } from './suspend-aid.js';

interface Ended {
  scheduleId: string;
  programCode: string;
  departmentCode: string;
  householdId: string;
  householdCode: string;
  personId: string | null;
  until: string;
}

/** Asks departments to end the aid whose exit by months is over; from then on nothing comes due. `on`: YYYY-MM-DD. */
export async function tellEndedExits({ sql, county }: UnitOfWork, on: string): Promise<void> {
  const ended = await sql<Ended>(
    `select s.id as "scheduleId", s.program_code as "programCode", s.department_code as "departmentCode",
       h.id as "householdId", h.code as "householdCode", a.person_id as "personId", s.exit_until as until
     from payment_schedule s join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
     where s.exit_until < $1 and a.ended_on is null order by s.id`,
    [monthOf(on)],
  );
  const due = dueOn(on, deadlineOf(county, 'DL_CHANGE_REVIEW'));
  await addTasks(
    sql,
    ended.map((aid) => {
      const { zh, en } = county.program(aid.programCode)?.name ?? { zh: aid.programCode, en: aid.programCode };
      return {
        kind: 'stop_aid',
        zh: `${aid.householdCode} 户${zh}渐退期已满（至 ${aid.until.slice(0, 7)}），登记终止`,
        en: `The exit of household ${aid.householdCode} from ${en} is over (${aid.until.slice(0, 7)}): record its end`,
        departmentCode: aid.departmentCode,
        dueOn: due,
        origin: `payment_exit:${aid.scheduleId}:${aid.until}${aidOrigin(aid)}`,
      };
    }),
  );
}
