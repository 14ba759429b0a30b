import type { County } from '../../platform/county.js';
import type { Sql } from '../../platform/run-command.js';
import { runningVerdicts } from '../payment/running-verdicts.js';
import type { Recalculation } from './lock-recalculation.js';

export interface JudgedRow {
  scheduleId: string;
  kind: 'more' | 'same' | 'less' | 'ends' | 'open' | 'waits' | 'exit';
  beforeFen: number;
  afterFen: number | null;
}

interface Running {
  scheduleId: string;
  status: string;
  isLeaving: boolean;
  beforeFen: number;
  householdId: string;
  personId: string;
}

/** Running monthly aid by the ids of its schedules; what has ended, or whose people are gone, is not among it. */
const RUNNING = `
  select s.id as "scheduleId", s.status, s.exit_from is not null as "isLeaving", h.id as "householdId",
    coalesce(a.person_id, h.head_person_id) as "personId",
    payment_month_fen(s.id, s.amount_fen, greatest($2::date, s.starts_on))::float8 as "beforeFen"
  from payment_schedule s join aid_record a on a.id = s.aid_record_id join household h on h.id = a.household_id
  left join person p on p.id = a.person_id
  where s.id = any($1) and s.kind = 'monthly' and a.ended_on is null and p.gone is null and h.dissolved_on is null
    and h.head_person_id is not null and s.amount_fen is not null
  order by s.id`;

/** What schedules come to by the rule of the first month. The caller may lock them meanwhile. */
export async function judgeSchedules(
  sql: Sql,
  county: County,
  { programCode, fromMonth }: Pick<Recalculation, 'programCode' | 'fromMonth'>,
  ids: readonly string[],
  locks: boolean,
): Promise<JudgedRow[]> {
  const running = await sql<Running>(`${RUNNING}${locks ? ' for update of s' : ''}`, [ids, fromMonth]);
  const { parsed } = county.on(fromMonth);
  const found = await runningVerdicts(
    sql,
    parsed,
    [programCode],
    running.map(({ householdId }) => householdId),
    fromMonth,
  );
  const isPersons = parsed.programs.get(programCode)?.program.unit === 'person';
  return running.map(({ scheduleId, status, isLeaving, beforeFen, householdId, personId }) => {
    const row = { scheduleId, beforeFen, afterFen: null };
    if (status === 'suspended') return { ...row, kind: 'waits' };
    if (isLeaving) return { ...row, kind: 'exit' };
    const verdict = found.get(`${programCode}:${isPersons ? personId : householdId}`);
    if (!verdict || verdict.fen === 0) return { ...row, kind: 'ends' };
    if (verdict.rank < 2 || verdict.fen === null) return { ...row, kind: 'open' };
    const { fen } = verdict;
    return { ...row, afterFen: fen, kind: fen > beforeFen ? 'more' : fen < beforeFen ? 'less' : 'same' };
  });
}

/**
 * What the months that were made fall short of, by what each was worth until now: an earlier recalculation may have made
 * up for a part. `m (schedule_id, fen)` are the new amounts, `$2` the first month.
 */
export const ARREARS = `coalesce((select sum(greatest(0, m.fen - payment_month_fen(s.id, s.amount_fen, d.month)))
  from payment_due d where d.schedule_id = s.id and d.month >= $2 and d.status <> 'cancelled'), 0)::bigint`;

/** Keeps what was judged, with what it means for the year. */
export async function keepRows(
  sql: Sql,
  { id, fromMonth, paysArrears }: Recalculation,
  rows: readonly JudgedRow[],
): Promise<void> {
  await sql(
    `insert into recalculation_row (recalculation_id, schedule_id, kind, before_fen, after_fen, months_left, arrears_fen)
     select $1, s.id, m.kind, m."beforeFen", m.fen,
       (select count(*) from generate_series(greatest($2::date, s.starts_on), make_date(extract(year from $2::date)::int, 12, 1),
         interval '1 month') x (day)
        where not exists (select from payment_due d where d.schedule_id = s.id and d.month = x.day::date)),
       case when $4 and m.kind = 'more' then ${ARREARS} else 0 end
     from (select "scheduleId" as schedule_id, kind, "beforeFen", "afterFen" as fen
       from jsonb_to_recordset($3::jsonb) as r ("scheduleId" uuid, kind text, "beforeFen" bigint, "afterFen" bigint)) m
     join payment_schedule s on s.id = m.schedule_id
     on conflict do nothing`,
    [id, fromMonth, JSON.stringify(rows), paysArrears],
  );
}
