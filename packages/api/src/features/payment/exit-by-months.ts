import type { Sql } from '../../platform/run-command.js';
import { firstOfMonth, monthNumber } from './months.js';

/** The first and the last month of an exit, YYYY-MM-01, and what a month comes to from which month on. */
export interface Exit {
  from: string;
  until: string;
  steps: { from: string; percent: number }[];
}

/**
 * The months for which aid goes on after the income has risen (渐退): so many from a month (YYYY-MM-01) on, in full, or in
 * equal parts at the percentages of the pack. Steps of the full amount are not among the steps.
 */
export function exitOf(from: string, months: number, percents: readonly number[] = [100]): Exit {
  const first = monthNumber(from);
  const steps = percents.map((percent, place) => ({
    from: firstOfMonth(first + Math.floor((place * months) / percents.length)),
    percent,
  }));
  return { from, until: firstOfMonth(first + months - 1), steps: steps.filter(({ percent }) => percent !== 100) };
}

/**
 * A schedule goes out by months; what it comes to by then is written down beside it, in place of what was planned for later
 * months.
 */
export async function beginExit(sql: Sql, scheduleId: string, { from, until, steps }: Exit): Promise<void> {
  await sql('update payment_schedule set exit_from = $2, exit_until = $3, version = version + 1 where id = $1', [
    scheduleId,
    from,
    until,
  ]);
  await sql(
    `insert into payment_amount (schedule_id, from_month, fen)
     select s.id, m.month, greatest(1, round(payment_month_fen(s.id, s.amount_fen, $2) * coalesce((
         select x.percent from jsonb_to_recordset($3::jsonb) as x ("from" date, percent int)
         where x."from" <= m.month order by x."from" desc limit 1), 100) / 100.0))
     from payment_schedule s cross join lateral (
       select x."from" from jsonb_to_recordset($3::jsonb) as x ("from" date)
       union select p.from_month from payment_amount p where p.schedule_id = s.id and p.from_month > $2) m (month)
     where s.id = $1 order by m.month`,
    [scheduleId, from, JSON.stringify(steps)],
  );
}

/** The exits of schedules are called off, as far as they are in one: months to come are paid in full again. */
export async function endExits(sql: Sql, ids: readonly string[], fromMonth: string): Promise<void> {
  await sql(
    `insert into payment_amount (schedule_id, from_month, fen)
     select s.id, m.month, payment_month_fen(s.id, s.amount_fen, (s.exit_from - interval '1 month')::date)
     from payment_schedule s cross join lateral (
       select $2::date union select x.from_month from payment_amount x where x.schedule_id = s.id and x.from_month > $2) m (month)
     where s.id = any($1) and exists (select from payment_amount x
       where x.schedule_id = s.id and x.from_month >= s.exit_from)`,
    [ids, fromMonth],
  );
  await sql(
    `update payment_schedule set exit_from = null, exit_until = null, version = version + 1
     where id = any($1) and exit_from is not null`,
    [ids],
  );
}
