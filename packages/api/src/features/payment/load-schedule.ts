import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { loadHousehold } from '../registry/load-household.js';

export interface Schedule {
  id: string;
  aidRecordId: string;
  householdId: string;
  departmentCode: string;
  kind: string;
  amountFen: number | null;
  status: string;
  version: number;
  programCode: string;
  personId: string | null;
  startsOn: string;
  suspendedFrom: string | null;
  exitFrom: string | null;
}

export interface Due {
  id: string;
  status: string;
  lineId: string | null;
  amountFen: number | null;
  schedule: Schedule;
}

const SCHEDULE = { zh: '发放计划', en: 'schedule' };
const DUE = { zh: '应发', en: 'due' };

/** The status after a step of a schedule. Throws WrongState where there is none. */
export function nextOf({ status }: Schedule, action: string): string {
  return assertTransition('PaymentSchedule', status, action, {
    zh: '发放计划的状态已变化，不能这样办理。请刷新查看。',
    en: 'The schedule is no longer in a state for this. Reload to see it.',
  });
}

/** A schedule, locked, that the actor arranges. Throws NotFound, NotAllowed. */
export async function lockSchedule(unit: UnitOfWork, id: string): Promise<Schedule> {
  const [schedule] = isUuid(id)
    ? await unit.sql<Schedule>(
        `select s.id, s.aid_record_id as "aidRecordId", a.household_id as "householdId",
           s.department_code as "departmentCode", s.kind, s.amount_fen as "amountFen", s.status, s.version,
           s.program_code as "programCode", a.person_id as "personId", s.starts_on as "startsOn",
           s.suspended_from as "suspendedFrom", s.exit_from as "exitFrom"
         from payment_schedule s join aid_record a on a.id = s.aid_record_id where s.id = $1 for update of s`,
        [id],
      )
    : [];
  if (!schedule) throw notFound(SCHEDULE);
  if (schedule.departmentCode !== unit.actor.departmentCode) await loadHousehold(unit, schedule.householdId, 'read');
  assertCan(unit, 'arrange', 'PaymentSchedule', { departmentCode: schedule.departmentCode });
  return schedule;
}

/** A due, locked with its schedule, that the actor arranges. Throws NotFound, NotAllowed. */
export async function lockDue(unit: UnitOfWork, id: string): Promise<Due> {
  const [found] = isUuid(id)
    ? await unit.sql<{ scheduleId: string }>('select schedule_id as "scheduleId" from payment_due where id = $1', [id])
    : [];
  if (!found) throw notFound(DUE);
  const schedule = await lockSchedule(unit, found.scheduleId);
  const [due] = await unit.sql<Omit<Due, 'schedule'>>(
    'select id, status, line_id as "lineId", amount_fen as "amountFen" from payment_due where id = $1 for update',
    [id],
  );
  return { ...(due as Omit<Due, 'schedule'>), schedule };
}
