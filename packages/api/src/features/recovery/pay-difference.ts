import type { UnitOfWork } from '../../platform/run-command.js';
import { commitDues } from '../payment/settle-dues.js';

/**
 * What was paid too little (fen) comes due at once, from the line of the day's year; where that does not bear it, it waits
 * as short dues do (R4). `on`: YYYY-MM-DD.
 */
export async function payDifference(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  packageItemId: string,
  fen: number,
  on: string,
): Promise<void> {
  const [schedule] = await sql<{ id: string; programCode: string; departmentCode: string }>(
    `select s.id, s.program_code as "programCode", s.department_code as "departmentCode"
     from payment_schedule s join aid_record a on a.id = s.aid_record_id where a.package_item_id = $1 for update of s`,
    [packageItemId],
  );
  if (!schedule) throw new Error(`No schedule of the item ${packageItemId}`);
  // Below the places of months and stages.
  await sql(
    `insert into payment_due (schedule_id, position, cause, amount_fen, due_on, line_id, status)
     select $1, least(coalesce(min(d.position), 1), 1) - 1, 'difference', $2, $3,
       (select l.id from budget_line l where l.program_code = $4 and l.year = extract(year from $3::date) order by l.id limit 1),
       'short'
     from payment_due d where d.schedule_id = $1`,
    [schedule.id, fen, on, schedule.programCode],
  );
  await commitDues(sql, { ...schedule, on, actorId: actor.staffId });
}
