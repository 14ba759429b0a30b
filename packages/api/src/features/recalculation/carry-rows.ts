import { dueOn } from '../../platform/calendar.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { formatYuan } from '../../platform/money.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { monthOf } from '../payment/months.js';
import { lockMonths } from '../payment/settle-dues.js';
import { aidOrigin, suspendSchedules } from '../payment/suspend-aid.js';
import { addTasks } from '../task/add-task.js';
import { ARREARS, type JudgedRow, judgeSchedules } from './judge-rows.js';
import type { Recalculation } from './lock-recalculation.js';

interface WaitingRow extends JudgedRow {
  /** A change of a later month is on record already. */
  hasLater: boolean;
}

/**
 * Carries out the rows of some schedules, each once: more is owed from the first month on, less or nothing waits for a
 * second look of the department. What is no longer as it was judged is skipped, with why. `on`: YYYY-MM-DD.
 */
export async function carryRows(
  unit: UnitOfWork,
  of: Recalculation,
  ids: readonly string[],
  on: string,
): Promise<void> {
  const { sql } = unit;
  await lockMonths(sql, of);
  const now = new Map(
    (await judgeSchedules(sql, unit.county, of, ids, true)).map((row) => [row.scheduleId, row] as const),
  );
  const waiting = await sql<WaitingRow>(
    `select r.schedule_id as "scheduleId", r.kind, r.before_fen::float8 as "beforeFen", r.after_fen::float8 as "afterFen",
       exists (select from payment_amount x where x.schedule_id = r.schedule_id and x.from_month > $3) as "hasLater"
     from recalculation_row r
     where r.recalculation_id = $1 and r.schedule_id = any($2) and r.state = 'waiting' and r.kind in ('more', 'less', 'ends')
     order by r.schedule_id for update of r`,
    [of.id, ids, of.fromMonth],
  );
  const skipped = waiting.flatMap((row) => {
    const why = changedSince(row, now.get(row.scheduleId));
    return why ? { id: row.scheduleId, why } : [];
  });
  const out = new Set(skipped.map(({ id }) => id));
  const left = waiting.filter(({ scheduleId }) => !out.has(scheduleId));
  await raise(
    unit,
    of,
    left.filter(({ kind }) => kind === 'more'),
    on,
  );
  await lookAgain(
    unit,
    of,
    left.filter(({ kind }) => kind !== 'more'),
    on,
  );
  await sql(
    `update recalculation_row r set state = 'skipped', skipped_for = x.why
     from jsonb_to_recordset($2::jsonb) as x (id uuid, why text) where r.recalculation_id = $1 and r.schedule_id = x.id`,
    [of.id, JSON.stringify(skipped)],
  );
}

/** Why a row is not carried out; undefined when everything is as it was judged. */
function changedSince(row: WaitingRow, now: JudgedRow | undefined): string | undefined {
  if (!now) return 'ended';
  if (now.kind === 'waits' || now.kind === 'exit') return now.kind;
  if (row.hasLater) return 'later_change';
  if (now.beforeFen !== row.beforeFen) return 'amount_changed';
  return now.kind === row.kind && now.afterFen === row.afterFen ? undefined : 'facts_changed';
}

/**
 * The new amounts, from the first month on, or from the first month that is not made yet; what the made months fall
 * short of becomes due at once, from the line of the day's year.
 */
async function raise({ sql }: UnitOfWork, of: Recalculation, rows: readonly JudgedRow[], on: string): Promise<void> {
  if (rows.length === 0) return;
  const amounts = JSON.stringify(rows.map(({ scheduleId, afterFen }) => ({ id: scheduleId, fen: afterFen })));
  const given = `from jsonb_to_recordset($1::jsonb) as m (id uuid, fen bigint) join payment_schedule s on s.id = m.id`;
  if (of.paysArrears) {
    await sql(
      `with owed as (select s.id, s.program_code, ${ARREARS} as fen ${given}),
         kept as (update recalculation_row r set arrears_fen = owed.fen from owed
           where r.recalculation_id = $3 and r.schedule_id = owed.id)
       insert into payment_due (schedule_id, position, cause, amount_fen, due_on, line_id, status)
       select o.id, least(coalesce((select min(position) from payment_due d where d.schedule_id = o.id), 1), 1) - 1,
         'arrears', o.fen, $4,
         (select l.id from budget_line l where l.program_code = o.program_code and l.year = extract(year from $4::date)
           order by l.id limit 1), 'short'
       from owed o where o.fen > 0`,
      [amounts, of.fromMonth, of.id, on],
    );
  }
  await sql(
    `insert into payment_amount (schedule_id, from_month, fen)
     select s.id, greatest($2::date, s.starts_on, case when $3 then null else
       (select max(d.month) + interval '1 month' from payment_due d where d.schedule_id = s.id)::date end), m.fen ${given}`,
    [amounts, of.fromMonth, of.paysArrears],
  );
  await settle(sql, of, rows, 'done');
}

/** Less, or nothing by the rule: the aid waits from the next month on until its department decides. */
async function lookAgain(unit: UnitOfWork, of: Recalculation, rows: readonly JudgedRow[], on: string): Promise<void> {
  const { sql, county } = unit;
  if (rows.length === 0) return;
  const next = monthOf(on, 1);
  const fromMonth = [of.fromMonth, next].sort().at(-1) as string;
  const name = county.program(of.programCode)?.name ?? { zh: of.programCode, en: of.programCode };
  const who = new Map(
    (
      await sql<{ id: string; code: string; householdId: string; personId: string | null }>(
        `select s.id, h.code, h.id as "householdId", a.person_id as "personId" from payment_schedule s
         join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id where s.id = any($1)`,
        [rows.map(({ scheduleId }) => scheduleId)],
      )
    ).map((one) => [one.id, one] as const),
  );
  const dueBy = dueOn(on, deadlineOf(county, 'DL_CHANGE_REVIEW'));
  const tasks = [];
  for (const row of rows) {
    const reason = lessWords(row);
    const aid = who.get(row.scheduleId);
    if (!aid) continue;
    await suspendSchedules(sql, [row.scheduleId], { reason, fromMonth, by: `recalculation:${of.id}` });
    tasks.push({
      kind: 'review_payments',
      zh: `${aid.code} 户${name.zh}自 ${fromMonth.slice(0, 7)} 起暂停待核：${reason.zh}。请决定恢复或终止`,
      en: `${name.en} of ${aid.code} waits from ${fromMonth.slice(0, 7)} on: ${reason.en}. Resume or end it`,
      departmentCode: of.departmentCode,
      dueOn: dueBy,
      origin: `recalculation:${of.id}:${row.scheduleId}${aidOrigin({ ...aid, programCode: of.programCode })}`,
    });
  }
  await addTasks(sql, tasks);
  await settle(sql, of, rows, 'second_look');
}

function lessWords({ kind, beforeFen, afterFen }: JudgedRow) {
  if (kind === 'ends' || afterFen === null)
    return { zh: '重算时不再符合规则', en: 'the rule no longer holds, by a recalculation' };
  return {
    zh: `重算后每月应为 ${formatYuan(afterFen)}，现为 ${formatYuan(beforeFen)}`,
    en: `a month comes to ${formatYuan(afterFen)} by a recalculation, now ${formatYuan(beforeFen)}`,
  };
}

async function settle(
  sql: UnitOfWork['sql'],
  { id }: Recalculation,
  rows: readonly JudgedRow[],
  state: string,
): Promise<void> {
  await sql('update recalculation_row set state = $3 where recalculation_id = $1 and schedule_id = any($2)', [
    id,
    rows.map(({ scheduleId }) => scheduleId),
    state,
  ]);
}
