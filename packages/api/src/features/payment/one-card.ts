import { dueOn } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { County } from '../../platform/county.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { deadlineOf } from '../aid-package/deadlines.js';
import { addTasks } from '../task/add-task.js';
import { bankFileOf } from './bank-file.js';
import type { BatchRecord } from './payment-batch.js';

/** Which kind of account a program is paid to, by the county's bank file; null: whichever is the newest. */
export function accountKindOf(county: County, programCode: string): 'one_card' | null {
  return bankFileOf(county).oneCard.includes(programCode) ? 'one_card' : null;
}

/** Schedules of a program ask for the account that the county's bank file asks for by now. */
export async function followBankFile(sql: Sql, county: County, programCode: string): Promise<void> {
  await sql(
    'update payment_schedule set account_kind = $2 where program_code = $1 and account_kind is distinct from $2',
    [programCode, accountKindOf(county, programCode)],
  );
}

interface Missing {
  townshipCode: string;
  count: number;
  names: string[];
}

/** So many are named in a task; the others are counted. */
const NAMED = 8;

/**
 * Asks the clerks of each township for the one-cards that people of a batch lack. One task of a department is open in a
 * township at a time; it ends by itself once nobody there lacks one.
 */
export async function askForOneCards(unit: UnitOfWork, { id, departmentCode }: BatchRecord): Promise<void> {
  const { sql, county, actor } = unit;
  const missing = await sql<Missing>(
    `select township_code as "townshipCode", count(*)::int as count, (array_agg(payee order by payee))[1:${NAMED}] as names
     from (select distinct q.township_code, q.payee_id, q.payee from payment_problem b join payable_due q on q.id = b.due_id
       where b.batch_id = $1 and b.reason = 'no_one_card') payee group by township_code order by 1`,
    [id],
  );
  const origin = `one_card:${departmentCode}:`;
  const open = await sql<{ townshipCode: string }>(
    `update task set status = case when township_code = any($2) then 'open' else 'done' end,
       note = case when township_code = any($2) then note else '均已登记' end,
       done_at = case when township_code = any($2) then done_at else now() end,
       done_by = case when township_code = any($2) then done_by else $3 end, version = version + 1
     where kind = 'one_card' and status = 'open' and starts_with(origin, $1)
     returning township_code as "townshipCode"`,
    [origin, missing.map(({ townshipCode }) => townshipCode), actor.staffId],
  );
  const asked = new Set(open.map(({ townshipCode }) => townshipCode));
  await addTasks(
    sql,
    missing
      .filter(({ townshipCode }) => !asked.has(townshipCode))
      .map(({ townshipCode, count, names }) => ({
        kind: 'one_card',
        zh: `给 ${count} 人登记“一卡通”账号，否则不能发放：${names.join('、')}${count > NAMED ? ' 等' : ''}`,
        en: `Record the one-card of ${count} people, who cannot be paid without: ${names.join(', ')}${count > NAMED ? ' and others' : ''}`,
        townshipCode,
        dueOn: dueOn(today(), deadlineOf(county, 'DL_CHANGE_REVIEW')),
        origin: `${origin}${townshipCode}:${id}`,
      })),
  );
}
