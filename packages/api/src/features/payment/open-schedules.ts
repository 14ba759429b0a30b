import type { UnitOfWork } from '../../platform/run-command.js';
import { firstDue, type ScheduleKind, scheduleKind } from './first-due.js';
import { monthNumber, monthOf } from './months.js';
import { accountKindOf } from './one-card.js';

interface Confirmed {
  id: string;
  programCode: string;
  departmentCode: string;
  amountFen: number | null;
  grantedOn: string;
  planOnly: boolean;
}

interface NewSchedule extends Confirmed {
  kind: ScheduleKind;
  startsOn: string;
}

const CONFIRMED = `select id, program_code as "programCode", department_code as "departmentCode",
  nullif(amount_fen, 0) as "amountFen", granted_on as "grantedOn", plan_only as "planOnly" from aid_record`;

/**
 * Lays out how aid that a department has just confirmed is given out, in the same transaction. What is due first is what
 * the decision committed, from the line of the decision's year; later months are committed as they come due.
 */
export async function openSchedules(
  unit: Pick<UnitOfWork, 'sql' | 'county'>,
  by: 'item' | 'application',
  ids: readonly string[],
): Promise<void> {
  const column = by === 'item' ? 'package_item_id' : 'application_id';
  const confirmed = await unit.sql<Confirmed>(`${CONFIRMED} where ${column} = any($1)`, [ids]);
  const schedules = confirmed.flatMap((aid) => scheduleOf(unit, aid));
  await addSchedules(unit, schedules);
  const dues = schedules
    .filter(({ kind }) => kind !== 'plan')
    .map(({ id, kind, grantedOn, amountFen }) => {
      const { month, dueOn } = firstDue(kind, grantedOn);
      return {
        id,
        month,
        dueOn,
        amountFen,
        position: month ? monthNumber(month) : 1,
        year: Number(grantedOn.slice(0, 4)),
      };
    });
  await unit.sql(
    `insert into payment_due (schedule_id, position, month, amount_fen, due_on, line_id, status)
     select s.id, d.position, d.month, d."amountFen", d."dueOn",
       (select l.id from budget_line l where l.program_code = s.program_code and l.year = d.year order by l.id limit 1), 'open'
     from jsonb_to_recordset($1::jsonb) as d (id uuid, position int, month date, "amountFen" bigint, "dueOn" date, year int)
     join payment_schedule s on s.aid_record_id = d.id`,
    [JSON.stringify(dues)],
  );
}

/**
 * Takes monthly aid that a department keeps in its own books into the payments, from a month (YYYY-MM-01) on, or that in
 * which it was granted: what is due before is not touched. Answers how many.
 */
export async function takeOver(
  unit: Pick<UnitOfWork, 'sql' | 'county'>,
  departmentCode: string,
  fromMonth: string,
): Promise<number> {
  const running = await unit.sql<Confirmed>(
    `${CONFIRMED} a where a.department_code = $1 and a.period = 'monthly' and not a.plan_only and a.amount_fen > 0
       and (a.ended_on is null or a.ended_on >= $2) and a.granted_on < $2::date + interval '1 month'
       and not exists (select from payment_schedule s where s.aid_record_id = a.id) order by a.id`,
    [departmentCode, fromMonth],
  );
  await addSchedules(
    unit,
    running
      .flatMap((aid) => scheduleOf(unit, aid))
      .map((schedule) => ({
        ...schedule,
        kind: 'monthly',
        startsOn: [fromMonth, monthOf(schedule.grantedOn)].sort().at(-1) as string,
      })),
  );
  return running.length;
}

function scheduleOf({ county }: Pick<UnitOfWork, 'county'>, aid: Confirmed): NewSchedule[] {
  const program = county.program(aid.programCode);
  if (!program) return [];
  const kind = scheduleKind(program.form, aid.planOnly);
  // Monthly aid without an amount is no payment: a service that goes on.
  const given = kind === 'monthly' && aid.amountFen === null ? 'service' : kind;
  return [{ ...aid, kind: given, startsOn: firstDue(given, aid.grantedOn).dueOn }];
}

async function addSchedules(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  schedules: readonly NewSchedule[],
): Promise<void> {
  const rows = schedules.map((one) => ({ ...one, accountKind: accountKindOf(county, one.programCode) }));
  await sql(
    `insert into payment_schedule (aid_record_id, department_code, program_code, kind, amount_fen, starts_on, account_kind)
     select id, "departmentCode", "programCode", kind, "amountFen", "startsOn", "accountKind"
     from jsonb_to_recordset($1::jsonb) as s (id uuid, "departmentCode" text, "programCode" text, kind text,
       "amountFen" bigint, "startsOn" date, "accountKind" text)
     on conflict (aid_record_id) do nothing`,
    [JSON.stringify(rows)],
  );
}
