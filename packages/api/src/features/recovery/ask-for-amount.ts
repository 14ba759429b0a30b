import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import { formatYuan } from '../../platform/money.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { aidOrigin } from '../payment/suspend-aid.js';
import { addTask } from '../task/add-task.js';
import type { RemedyToDo } from './carry-out-remedies.js';

interface Running {
  monthFen: number;
  departmentCode: string;
  householdId: string;
  householdCode: string;
  personId: string | null;
}

/** What a month of running aid comes to by now, in fen; no row for aid that is not monthly, or has ended. */
const RUNNING = `select payment_month_fen(s.id, a.amount_fen, $2::date) as "monthFen", s.department_code as "departmentCode",
    h.id as "householdId", h.code as "householdCode", a.person_id as "personId"
  from aid_record a join payment_schedule s on s.aid_record_id = a.id join household h on h.id = a.household_id
  where a.package_item_id = $1 and s.kind = 'monthly' and a.ended_on is null`;

/**
 * Monthly aid of which the meeting put right what was paid does not go on at the wrong amount: its department is asked, with
 * a deadline, to change it from the coming month on, or to end it (`decide-amount.ts`).
 */
export async function askForAmount(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  { id, kind, packageItemId, programCode, items, formerCaseId: caseId }: RemedyToDo,
): Promise<void> {
  const due = items.find((item) => item.programCode === programCode)?.lastDueFen ?? null;
  if (packageItemId === null || kind === 'leave' || due === null) return;
  const [running] = await sql<Running>(RUNNING, [packageItemId, today()]);
  if (!running || running.monthFen === due) return;
  await sql('update remedy set monthly_fen = $2 where id = $1', [id, due]);
  const name = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  const { householdCode, departmentCode, monthFen } = running;
  await addTask(sql, {
    kind: 'review_payments',
    zh:
      due === 0
        ? `${householdCode} 户${name.zh}经研判不再应发（现每月 ${formatYuan(monthFen)}），请决定是否终止`
        : `${householdCode} 户${name.zh}经研判每月应为 ${formatYuan(due)}（现 ${formatYuan(monthFen)}），请决定自下月起调整`,
    en:
      due === 0
        ? `Household ${householdCode}: ${name.en} is due no more (${formatYuan(monthFen)} a month by now). Decide whether to end it`
        : `Household ${householdCode}: ${name.en} is to be ${formatYuan(due)} a month (${formatYuan(monthFen)} by now). Decide to change it`,
    caseId,
    departmentCode,
    dueOn: dueDay(county, 'DL_CHANGE_REVIEW'),
    origin: `amount:${id}${aidOrigin({ ...running, programCode })}`,
  });
}
