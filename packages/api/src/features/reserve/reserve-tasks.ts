import { dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { formatYuan } from '../../platform/money.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import type { ReserveRules } from '../../policy/types.js';
import { maskName } from '../funding/mask-name.js';
import { addTasks } from '../task/add-task.js';

interface Told {
  id: string;
  headName: string;
  fen: number;
  townshipCode: string;
}

/** The day by which the papers of a use that is paid, or sent back, today are due. */
export function papersDueOn({ county }: Pick<UnitOfWork, 'county'>, rules: ReserveRules): string {
  return dueOn(today(), deadlineOf(county, rules.papersWithin));
}

/** Whoever paid files the papers; each time they were sent back, once more. */
export async function askForPapers(
  { sql }: Pick<UnitOfWork, 'sql'>,
  { id, headName, fen, townshipCode, ...task }: Told & { recordedBy: string; dueOn: string; version: number },
): Promise<void> {
  const [who, yuan] = [maskName(headName), formatYuan(fen)];
  await addTasks(sql, [
    {
      kind: 'reserve_papers',
      zh: `补齐备用金手续：${who}户 ${yuan}`,
      en: `File the papers of ${yuan} from the reserve for ${who}`,
      townshipCode,
      assigneeId: task.recordedBy,
      dueOn: task.dueOn,
      origin: `reserve_papers:${id}:${task.version}`,
    },
  ]);
}

export async function askForCheck(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  use: Told & { departmentCode: string; dueOn: string; version: number },
): Promise<void> {
  const [who, yuan] = [maskName(use.headName), formatYuan(use.fen)];
  const township = county.township(use.townshipCode)?.name;
  await addTasks(sql, [
    {
      kind: 'reserve_check',
      zh: `审核备用金报账：${township?.zh}${who}户 ${yuan}`,
      en: `Check the papers of ${yuan} from the reserve of ${township?.en} for ${who}`,
      departmentCode: use.departmentCode,
      dueOn: use.dueOn,
      origin: `reserve_check:${use.id}:${use.version}`,
    },
  ]);
}

/** Whatever somebody had to do about a use is done by the step that was taken. */
export async function endTasks({ sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>, useId: string): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where kind like 'reserve\\_%' and status = 'open' and split_part(origin, ':', 2) = $1`,
    [useId, actor.staffId],
  );
}

/** Every night: what is overdue is told to the department whose money it is, once each time. `day`: YYYY-MM-DD. */
export async function tellOverdue(sql: Sql, county: Pick<County, 'pack'>, day: string): Promise<void> {
  const uses = await sql<Told & { departmentCode: string; recordedBy: string; dueOn: string }>(
    `select u.id, p.name as "headName", u.amount_fen as fen, u.township_code as "townshipCode",
       l.department_code as "departmentCode", s.name as "recordedBy", u.due_on as "dueOn"
     from reserve_use u join budget_line l on l.id = u.line_id join aid_record a on a.id = u.aid_record_id
     join household h on h.id = a.household_id join person p on p.id = h.head_person_id join staff s on s.id = u.recorded_by
     where u.status = 'awaiting_papers' and u.due_on < $1 order by u.id`,
    [day],
  );
  const urgedBy = dueOn(day, deadlineOf(county, 'DL_RESERVE_URGE'));
  await addTasks(
    sql,
    uses.map((use) => ({
      kind: 'reserve_overdue',
      zh: `催办备用金手续：${use.recordedBy}经办，${maskName(use.headName)}户 ${formatYuan(use.fen)}，应于 ${use.dueOn} 补齐`,
      en: `Urge ${use.recordedBy} for the papers of ${formatYuan(use.fen)} from the reserve for ${maskName(use.headName)}, due ${use.dueOn}`,
      departmentCode: use.departmentCode,
      dueOn: urgedBy,
      origin: `reserve_overdue:${use.id}:${use.dueOn}`,
    })),
  );
}
