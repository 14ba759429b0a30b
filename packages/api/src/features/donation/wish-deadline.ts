import { addWorkingDays } from '../../platform/calendar.js';
import type { Sql } from '../../platform/run-command.js';
import type { NightlyWork } from '../job/nightly.js';
import { addTasks } from '../task/add-task.js';
import { LEFT_OF_DONATION, WISH_OF_DONATION } from './gifts.js';

const ASK_WITHIN_WORKING_DAYS = 10;

/** Every night: whose wish found nobody by its day is asked to widen it. Once a wish. `day`: YYYY-MM-DD. */
export const wishesNightly: NightlyWork = (sql, day) => askToWiden(sql, day);

export async function askToWiden(sql: Sql, day: string): Promise<void> {
  const late = await sql<{ id: string; number: string; departmentCode: string; words: string; position: number }>(
    `select d.id, d.number, d.department_code as "departmentCode", w.words, w.position
     from donation d ${WISH_OF_DONATION} where w.until < $1 and ${LEFT_OF_DONATION} > 0 order by d.id`,
    [day],
  );
  await addTasks(
    sql,
    late.map(({ id, number, departmentCode, words, position }) => ({
      kind: 'donor_wish',
      zh: `捐赠 ${number} 的意愿“${words}”到期仍有余额，请与捐赠人商量放宽`,
      en: `Donation ${number}: its wish "${words}" found too few by its day; ask the giver to widen it`,
      departmentCode,
      dueOn: addWorkingDays(day, ASK_WITHIN_WORKING_DAYS),
      origin: `donor_wish:${id}:${position}`,
    })),
  );
}
