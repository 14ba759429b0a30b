import { dueOn } from '../../platform/calendar.js';
import { deadlineOf } from '../../platform/deadlines.js';
import { formatYuan } from '../../platform/money.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { monthOf } from './months.js';

interface Line {
  id: string;
  zh: string;
  en: string;
  departmentCode: string;
  /** Of dues that wait for money. */
  shortFen: number;
  shortCount: number;
  /** What the coming month takes, if it is of the line's year. */
  nextFen: number;
  leftFen: number;
  taskId: string | null;
}

/** Lines from which monthly aid is paid: what waits, what the month `$1` takes, what is left. */
const LINES = `
  with next as (
    select l.id as line_id, sum(payment_month_fen(s.id, s.amount_fen, $1::date))::bigint as fen
    from payment_schedule s join aid_record a on a.id = s.aid_record_id
    join lateral (select x.id from budget_line x where x.program_code = s.program_code and x.year = extract(year from $1::date)
      order by x.id limit 1) l on true
    where s.kind = 'monthly' and s.status = 'active' and s.starts_on <= $1 and (s.exit_until is null or s.exit_until >= $1)
      and (a.ended_on is null or a.ended_on >= $1)
      and not exists (select from payment_due d where d.schedule_id = s.id and d.month = $1)
    group by l.id),
  short as (
    select d.line_id, sum(d.amount_fen)::bigint as fen, count(*)::int as count from payment_due d
    join payment_schedule s on s.id = d.schedule_id
    where d.status = 'short' and (s.status = 'active' or d.month < s.suspended_from) group by d.line_id)
  select l.id, l.label_zh as zh, l.label_en as en, l.department_code as "departmentCode", t.id as "taskId",
    coalesce(short.fen, 0)::bigint as "shortFen", coalesce(short.count, 0)::int as "shortCount",
    coalesce(next.fen, 0)::bigint as "nextFen",
    (a.credits_posted - a.debits_posted - a.debits_pending)::bigint as "leftFen"
  from budget_line l join ledger_account a on a.line_id = l.id and a.kind = 'available'
  left join next on next.line_id = l.id left join short on short.line_id = l.id
  left join task t on t.kind = 'line_short' and t.status = 'open' and starts_with(t.origin, 'budget_line:' || l.id || ':')
  where next.fen is not null or short.fen is not null or t.id is not null
  order by l.id`;

/**
 * Tells a department of each of its lines that does not bear what is due, or will not bear the coming month (R4), and
 * closes the task once the line bears both. One task a line is open at a time. `on`: YYYY-MM-DD.
 */
export async function tellShortLines({ sql, county, actor }: UnitOfWork, on: string): Promise<number> {
  const next = monthOf(on, 1);
  const lines = await sql<Line>(LINES, [next]);
  const isShort = ({ shortFen, nextFen, leftFen }: Line) => shortFen > 0 || nextFen > leftFen;
  const borne = lines.filter((line) => line.taskId && !isShort(line)).map(({ taskId }) => taskId);
  await sql(
    `update task set status = 'done', note = '资金已够', done_at = now(), done_by = $2, version = version + 1
     where id = any($1) and status = 'open'`,
    [borne, actor.staffId],
  );
  const short = lines.filter((line) => !line.taskId && isShort(line));
  const due = dueOn(on, deadlineOf(county, 'DL_CHANGE_REVIEW'));
  await addTasks(
    sql,
    short.map((line) => ({
      kind: 'line_short',
      ...shortWords(line, next.slice(0, 7)),
      departmentCode: line.departmentCode,
      dueOn: due,
      origin: `budget_line:${line.id}:short:${on}`,
    })),
  );
  return short.length;
}

function shortWords({ zh, en, shortFen, shortCount, nextFen, leftFen }: Line, next: string) {
  if (shortFen > 0) {
    return {
      zh: `“${zh}”资金不足：${shortCount} 笔应发待资金，还差 ${formatYuan(shortFen - leftFen)}。请申请追加或调剂`,
      en: `"${en}" is short: ${shortCount} payments wait, ${formatYuan(shortFen - leftFen)} are missing. Ask for more budget or a transfer`,
    };
  }
  return {
    zh: `“${zh}”不够发 ${next}：需 ${formatYuan(nextFen)}，仅剩 ${formatYuan(leftFen)}。请申请追加或调剂`,
    en: `"${en}" does not bear ${next}: ${formatYuan(nextFen)} are due, ${formatYuan(leftFen)} are left. Ask for more budget or a transfer`,
  };
}
