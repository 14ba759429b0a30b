import { addDays, addWorkingDays } from '../../platform/calendar.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { appraisalRules } from './rules.js';

interface Award {
  id: string;
  programCode: string;
  townshipCode: string;
  number: string;
}

/**
 * What departments decided here and the family has received: all parts of it or, of monthly aid, the first month. Nobody
 * is asked of what only stands on a plan, nor after the person has died or moved away.
 */
const RECEIVED = `
  select a.id, s.program_code, coalesce(c.number, x.number) as number, h.township_code, due.received_on
  from payment_schedule s join aid_record a on a.id = s.aid_record_id
  join household h on h.id = a.household_id
  join person p on p.id = coalesce(a.person_id, h.head_person_id)
  left join case_file c on c.id = a.case_id left join application x on x.id = a.application_id
  cross join lateral (
    select case when s.kind = 'monthly' then min(d.paid_on) else max(d.paid_on) end as received_on,
      bool_or(d.status in ('unreleased', 'short', 'open')) as more
    from payment_due d where d.schedule_id = s.id) due
  where (a.package_item_id is not null or a.application_id is not null) and s.kind <> 'plan'
    and h.dissolved_on is null and p.gone is null
    and due.received_on <= $1 and (s.kind = 'monthly' or not due.more)
    and not exists (select from satisfaction_asking k where k.aid_record_id = a.id)`;

/**
 * Opens what families are to be asked on a day (YYYY-MM-DD): once an award, some days after it has reached them, with a task
 * for the clerks of their township (R17). Answers how many.
 */
export async function openAskings(unit: UnitOfWork, on: string): Promise<number> {
  const { asksAfterDays, answersWithinWorkingDays } = appraisalRules(unit.county).satisfaction;
  const dueOn = addWorkingDays(on, answersWithinWorkingDays);
  const opened = await unit.sql<Award>(
    `with received as (${RECEIVED}),
     opened as (insert into satisfaction_asking (aid_record_id, received_on, due_on)
       select id, received_on, $2 from received order by id on conflict (aid_record_id) do nothing returning id, aid_record_id)
     select o.id, r.program_code as "programCode", r.township_code as "townshipCode", r.number
     from opened o join received r on r.id = o.aid_record_id order by o.id`,
    [addDays(on, -asksAfterDays), dueOn],
  );
  await addTasks(
    unit.sql,
    opened.map(({ id, programCode, townshipCode, number }) => {
      const name = unit.county.program(programCode)?.name ?? { zh: programCode, en: programCode };
      return {
        kind: 'satisfaction',
        zh: `救助回访：${name.zh}（${number}）`,
        en: `Ask the family how it was: ${name.en} (${number})`,
        satisfactionAskingId: id,
        townshipCode,
        dueOn,
        origin: `satisfaction:${id}`,
      };
    }),
  );
  return opened.length;
}
