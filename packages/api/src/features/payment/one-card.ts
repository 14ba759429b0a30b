import type { County } from '../../platform/county.js';
import { dueDay } from '../../platform/deadlines.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
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
 * township at a time: it is told anew, for its day, when others lack one, and ends by itself once nobody does.
 */
export async function askForOneCards(unit: UnitOfWork, { id, version, departmentCode }: BatchRecord): Promise<void> {
  const { sql, county, actor } = unit;
  const missing = await sql<Missing>(
    `select township_code as "townshipCode", count(*)::int as count, (array_agg(payee order by payee))[1:${NAMED}] as names
     from (select distinct q.township_code, q.payee_id, q.payee from payment_problem b join payable_due q on q.id = b.due_id
       where b.batch_id = $1 and b.reason = 'no_one_card') payee group by township_code order by 1`,
    [id],
  );
  const asked = missing.map((one) => ({ townshipCode: one.townshipCode, ...words(one) }));
  const origin = `one_card:${departmentCode}:`;
  const open = await sql<{ id: string; townshipCode: string; zh: string; dueOn: string }>(
    `select id, township_code as "townshipCode", title_zh as zh, due_on as "dueOn" from task
     where kind = 'one_card' and status = 'open' and starts_with(origin, $1) for update`,
    [origin],
  );
  const stands = open.filter((task) => asked.some(({ zh }) => zh === task.zh));
  const over = open.filter((task) => !stands.includes(task));
  await sql(
    `update task set status = 'done', note = '名单已更新', done_at = now(), done_by = $2, version = version + 1
     where id = any($1)`,
    [over.map((task) => task.id), actor.staffId],
  );
  const day = dueDay(county, 'DL_CHANGE_REVIEW');
  await addTasks(
    sql,
    asked
      .filter(({ townshipCode }) => !stands.some((task) => task.townshipCode === townshipCode))
      .map((one) => ({
        kind: 'one_card',
        ...one,
        dueOn: over.find((task) => task.townshipCode === one.townshipCode)?.dueOn ?? day,
        origin: `${origin}${one.townshipCode}:${id}:${version}`,
      })),
  );
}

function words({ count, names }: Missing) {
  return {
    zh: `给 ${count} 人登记“一卡通”账号，否则不能发放：${names.join('、')}${count > NAMED ? ' 等' : ''}`,
    en: `Record the one-card of ${count} people, who cannot be paid without: ${names.join(', ')}${count > NAMED ? ' and others' : ''}`,
  };
}
