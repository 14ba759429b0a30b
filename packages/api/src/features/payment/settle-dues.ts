import { lockLines, moveMany } from '../../ledger/ledger.js';
import type { Sql } from '../../platform/run-command.js';
import { giveBack, keepBack, lockKeptBack } from '../recovery/keep-back.js';

export interface Settling {
  programCode: string;
  departmentCode: string;
  /** The last month that is due, YYYY-MM-01. */
  month: string;
  /** The day the movements count for, YYYY-MM-DD. */
  on: string;
  actorId: string | null;
}

/** What a movement of a due says of whom it is for: the case, never the item, whose decision has its own commitment. */
export const DUE_REFS = `p.case_id as "caseId", p.household_id as "householdId", p.payee_id as "personId",
  p.township_code as "townshipCode"`;

/** So many new dues change what the planner knows of the tables. */
const MANY = 1000;

/**
 * Brings what is due of a program up to a month, in two commands of the caller's: `makeDues`, then `commitDues`. Between
 * them the planner looks at many new dues in a transaction of its own, so that nobody who gathers waits for another.
 */
export async function analyzeDues(sql: Sql, made: number): Promise<void> {
  if (made >= MANY) await sql('select analyze_payments()');
}

/** Months of a program are made, or their amounts changed, by one at a time; until the end of the transaction. */
export async function lockMonths(
  sql: Sql,
  { departmentCode, programCode }: Pick<Settling, 'departmentCode' | 'programCode'>,
): Promise<void> {
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `payment_months:${departmentCode}:${programCode}`,
  ]);
}

/**
 * What is owed no longer goes back to its line; months that have come due are made, each from the line of its own year,
 * for what its schedule comes to in that month. Answers how many were made.
 */
export async function makeDues(sql: Sql, settling: Settling): Promise<number> {
  await lockMonths(sql, settling);
  await lockKeptBack(sql, settling);
  await withdrawLapsed(sql, settling);
  const { departmentCode, programCode, month } = settling;
  const made = await sql<{ id: string }>(
    `insert into payment_due (schedule_id, position, month, cause, amount_fen, due_on, line_id, status)
     select s.id, extract(year from m.month) * 12 + extract(month from m.month) - 1, m.month,
       case when m.month >= s.exit_from then 'exit' end, payment_month_fen(s.id, s.amount_fen, m.month), m.month,
       (select l.id from budget_line l where l.program_code = s.program_code and l.year = extract(year from m.month)
         order by l.id limit 1), 'short'
     from payment_schedule s join aid_record a on a.id = s.aid_record_id
     join household h on h.id = a.household_id
     left join person p on p.id = a.person_id
     cross join lateral (select day::date as month from generate_series(s.starts_on, $3::date, interval '1 month') day) m
     where s.department_code = $1 and s.program_code = $2 and s.kind = 'monthly'
       and (s.status = 'active' or m.month < s.suspended_from) and (s.exit_until is null or m.month <= s.exit_until)
       and (a.ended_on is null or m.month <= a.ended_on) and (p.gone is null or m.month <= p.gone_on)
       and (h.dissolved_on is null or m.month <= h.dissolved_on)
       and not exists (select from payment_due d where d.schedule_id = s.id
         and d.position = extract(year from m.month) * 12 + extract(month from m.month) - 1)
     on conflict (schedule_id, position) do nothing returning id`,
    [departmentCode, programCode, month],
  );
  // The year's budget may have been opened since.
  await sql(
    `update payment_due d set line_id = (select l.id from budget_line l where l.program_code = s.program_code
       and l.year = extract(year from d.month) order by l.id limit 1)
     from payment_schedule s where s.id = d.schedule_id and s.department_code = $1 and s.program_code = $2
       and d.status = 'short' and d.line_id is null`,
    [departmentCode, programCode],
  );
  return made.length;
}

/** Months after the aid ended, or after the death or departure of whom it is for. */
async function withdrawLapsed(sql: Sql, { departmentCode, programCode, on, actorId }: Settling): Promise<void> {
  const lapsed = await sql<UnpaidDue>(
    `select d.id, d.line_id as "lineId", d.status from payment_due d join payable_due p on p.id = d.id
     where p.department_code = $1 and p.program_code = $2 and d.month is not null and d.status in ('open', 'short')
       and p.lapsed and not exists (select from payment_line l where l.due_id = d.id and l.live)
     order by d.id for update of d`,
    [departmentCode, programCode],
  );
  await withdrawDues(sql, lapsed, { on, actorId });
}

export interface UnpaidDue {
  id: string;
  lineId: string | null;
  status: string;
}

/** Dues, locked by the caller and in no batch, that are owed no longer: what was committed for them goes back. */
export async function withdrawDues(
  sql: Sql,
  dues: readonly UnpaidDue[],
  { on, actorId }: Pick<Settling, 'on' | 'actorId'>,
): Promise<void> {
  if (dues.length === 0) return;
  const open = dues.filter(({ status }) => status === 'open');
  await giveBack(
    sql,
    open.map(({ id }) => id),
    { on, actorId },
  );
  await lockLines(sql, [...new Set(open.flatMap(({ lineId }) => lineId ?? []))]);
  await moveMany(
    sql,
    'withdraw',
    `select p.line_id as "lineId", 'due:' || p.id || ':withdraw' as key, p.amount_fen as amount, 'lapsed' as reason,
       $2::date as "on", $3::uuid as "actorId", ${DUE_REFS} from payable_due p where p.id = any($1)`,
    [open.map(({ id }) => id), on, actorId],
  );
  await sql(`update payment_due set status = 'cancelled' where id = any($1)`, [dues.map(({ id }) => id)]);
}

/**
 * Commits as many of the dues that wait for money as their lines bear, the earliest first, then in the order of the
 * schedules. What a line does not bear waits as `short` (R4); what is suspended waits too. Of what is committed that is
 * kept back which meetings decided so (`../recovery`).
 */
export async function commitDues(sql: Sql, settling: Omit<Settling, 'month'>): Promise<void> {
  // Claims before lines, as whoever records a receipt locks them.
  const claims = await lockKeptBack(sql, settling);
  await commitShort(sql, settling);
  await keepBack(sql, settling, claims);
}

async function commitShort(
  sql: Sql,
  { departmentCode, programCode, on, actorId }: Omit<Settling, 'month'>,
): Promise<void> {
  const short = `select d.id, d.line_id, d.amount_fen, d.due_on, d.schedule_id from payment_due d
    join payment_schedule s on s.id = d.schedule_id
    where s.department_code = $1 and s.program_code = $2 and d.status = 'short' and d.line_id is not null
      and (s.status = 'active' or d.month < s.suspended_from)`;
  const lines = await sql<{ id: string }>(`select distinct line_id as id from (${short}) short`, [
    departmentCode,
    programCode,
  ]);
  if (lines.length === 0) return;
  await lockLines(
    sql,
    lines.map(({ id }) => id),
  );
  const borne = await sql<{ id: string }>(
    `select id from (
       select short.id, a.credits_posted - a.debits_posted - a.debits_pending as "left",
         sum(short.amount_fen) over (partition by short.line_id order by short.due_on, short.schedule_id
           rows unbounded preceding) as wanted
       from (${short}) short join ledger_account a on a.line_id = short.line_id and a.kind = 'available') queue
     where wanted <= "left"`,
    [departmentCode, programCode],
  );
  const ids = borne.map(({ id }) => id);
  await moveMany(
    sql,
    'commit',
    `select p.line_id as "lineId", 'due:' || p.id as key, p.amount_fen as amount, 'due' as reason, $2::date as "on",
       $3::uuid as "actorId", ${DUE_REFS} from payable_due p where p.id = any($1)`,
    [ids, on, actorId],
  );
  await sql(`update payment_due set status = 'open' where id = any($1)`, [ids]);
}
