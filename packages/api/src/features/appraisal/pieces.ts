import type { Sql } from '../../platform/run-command.js';
import { type Delay, type Piece, splitDelay, type WaitingDays } from '../../policy/delay.js';
import { shanghaiDay } from './count-sql.js';
import type { Counting } from './counts.js';

/** A piece of work of a department, with what of its delay was whose. */
export interface PieceRow extends Piece {
  id: string;
  departmentCode: string;
  /** The kind of the task, or `verification_question`. */
  kind: string;
  caseId: string | null;
  /** Of the case, the batch or the request for verification; never a name. */
  number: string | null;
}

export type DelayedPiece = PieceRow & Delay;

/** What is counted of a department's timeliness. Days are working days. */
export interface Timeliness {
  pieces: number;
  inTime: number;
  /** Late by waiting on others alone. */
  lateByOthers: number;
  lateOwn: number;
  ownDays: number;
  waitingDays: number;
  waiting: WaitingDays[];
}

/**
 * Work of departments $1 that was due in the year $2: done, or past its day on $3. Tasks of departments, and questions of
 * verification, which have no waits: whoever keeps a register needs nobody.
 */
const PIECES = `
  select w.*, w.due_on < coalesce(w.end_on, $3::date) as past from (
    select t.id, t.kind, t.department_code, t.case_id, t.batch_id, t.package_item_id, null::text as request,
      ${shanghaiDay('t.created_at')} as start_on, t.due_on, ${shanghaiDay('t.done_at')} as end_on
    from task t where t.department_code = any($1) and t.kind <> 'verification' and extract(year from t.due_on) = $2::int
    union all
    select q.id, 'verification_question', q.desk_code, r.case_id, r.batch_id, null, r.number, ${shanghaiDay('r.created_at')}, q.due_on,
      (select ${shanghaiDay('min(a.at)')} from verification_answer a where a.question_id = q.id)
    from verification_question q join verification_request r on r.id = q.request_id
    where q.desk_code = any($1) and q.status in ('waiting', 'answered') and extract(year from q.due_on) = $2::int) w
  where w.end_on is not null or w.due_on < $3`;

/** What the work of a piece $p on a case, a batch or an item had to wait for. */
const WAITS = `
  select 'verification' as cause, q.desk_code as by, ${shanghaiDay('r.created_at')} as from_on,
    (select ${shanghaiDay('min(a.at)')} from verification_answer a where a.question_id = q.id) as until_on, q.due_on
  from verification_request r join verification_question q on q.request_id = r.id
  where (r.case_id = p.case_id or r.batch_id = p.batch_id) and p.request is null and q.status in ('queued', 'waiting', 'answered')
    and q.desk_code <> p.department_code
  union all
  select 'family', null, ${shanghaiDay('r.created_at')}, (select ${shanghaiDay('min(later.created_at)')} from verification_question n
    join verification_request later on later.id = n.request_id where n.household_id = q.household_id
      and n.person_id = q.person_id and n.item_code = q.item_code and n.authorisation_id is not null
      and later.created_at > r.created_at), null
  from verification_request r join verification_question q on q.request_id = r.id
  where (r.case_id = p.case_id or r.batch_id = p.batch_id) and p.request is null and q.status = 'withheld'
  union all
  select 'meeting', null, m.requested_on, ${shanghaiDay('m.held_at')}, m.due_on from meeting_request m
  where m.case_id = p.case_id and p.request is null
  union all
  select 'meeting', null, ${shanghaiDay('i.decided_at')}, (select ${shanghaiDay('min(n.decided_at)')} from agenda_item n
    where (n.case_id = i.case_id or n.batch_id = i.batch_id) and n.decided_at > i.decided_at), null
  from agenda_item i where (i.case_id = p.case_id or i.batch_id = p.batch_id) and p.request is null and i.status = 'deferred' and i.decided_at is not null
  union all
  select 'pause', null, ${shanghaiDay('b.paused_at')}, ${shanghaiDay('b.resumed_at')}, null
  from agenda_item i join meeting_pause b on b.meeting_id = i.meeting_id where (i.case_id = p.case_id or i.batch_id = p.batch_id) and p.request is null
  union all
  select 'budget', null, ${shanghaiDay('b.requested_at')}, ${shanghaiDay('b.decided_at')}, b.due_on
  from package_item k join budget_line l on l.program_code = k.program_code and l.department_code = p.department_code
  join budget_request b on l.id = case when b.kind = 'transfer' then b.to_line_id else b.line_id end
  where k.id = p.package_item_id and b.kind in ('supplement', 'transfer', 'unfreeze', 'quota')`;

const PIECE = `p.id, p.department_code as "departmentCode", p.kind, p.case_id as "caseId",
  coalesce(c.number, b.number, p.request) as number, p.start_on as start, p.due_on as "dueOn", p.end_on as "end"`;

/** The work of departments due in a year and past its day, with its delay divided; `on` (YYYY-MM-DD) ends what is open. */
export async function latePieces({ sql, departments, year }: Counting, on: string): Promise<DelayedPiece[]> {
  return read(sql, 'p.past', [departments, year, on], on);
}

/** All work of a department that counts in a year, the latest first, at most `most` pieces; and how many there are. */
export async function allPieces(
  { sql, departments, year }: Counting,
  on: string,
  most: number,
): Promise<{ pieces: DelayedPiece[]; total: number }> {
  const values = [departments, year, on];
  const [count] = await sql<{ total: number }>(`select count(*)::int as total from (${PIECES}) p`, values);
  return { pieces: await read(sql, 'true', values, on, most), total: count?.total ?? 0 };
}

async function read(
  sql: Sql,
  condition: string,
  values: unknown[],
  on: string,
  most?: number,
): Promise<DelayedPiece[]> {
  const found = await sql<PieceRow>(
    `select ${PIECE}, waits.list as waits
     from (select * from (${PIECES}) w where ${condition.replace('p.', 'w.')} order by w.due_on desc, w.id ${most ? `limit ${most}` : ''}) p
     left join case_file c on c.id = p.case_id left join batch b on b.id = p.batch_id
     cross join lateral (select coalesce(jsonb_agg(jsonb_build_object('cause', w.cause, 'by', w.by, 'from', w.from_on,
       'until', w.until_on, 'dueOn', w.due_on) order by w.from_on), '[]') as list
       from (${WAITS}) w where p.past and w.from_on < coalesce(p.end_on, $3)) waits
     order by p.due_on desc, p.id`,
    values,
  );
  return found.map((piece) => ({ ...piece, ...splitDelay(piece, on) }));
}

/** How timely departments were, by department. */
export async function countTimeliness(counting: Counting, on: string): Promise<Map<string, Timeliness>> {
  const { sql, departments, year } = counting;
  const counts = await sql<{ department: string; pieces: number }>(
    `select p.department_code as department, count(*)::int as pieces from (${PIECES}) p group by 1`,
    [departments, year, on],
  );
  const late = Map.groupBy(await latePieces(counting, on), ({ departmentCode }) => departmentCode);
  return new Map(
    departments.map((code) => {
      const delayed = (late.get(code) ?? []).filter(({ total }) => total > 0);
      const lateOwn = delayed.filter(({ own }) => own > 0).length;
      const pieces = counts.find(({ department }) => department === code)?.pieces ?? 0;
      const waiting = sumWaits(delayed.flatMap((piece) => piece.waiting));
      return [
        code,
        {
          pieces,
          inTime: pieces - delayed.length,
          lateByOthers: delayed.length - lateOwn,
          lateOwn,
          ownDays: delayed.reduce((sum, { own }) => sum + own, 0),
          waitingDays: waiting.reduce((sum, { days }) => sum + days, 0),
          waiting,
        },
      ];
    }),
  );
}

/** Days of waiting by what was waited for, most first. */
function sumWaits(waits: readonly WaitingDays[]): WaitingDays[] {
  const sums = new Map<string, WaitingDays>();
  for (const { cause, by, days, late } of waits) {
    const key = `${cause} ${by}`;
    const sum = sums.get(key) ?? { cause, by, days: 0, late: 0 };
    sums.set(key, { cause, by, days: sum.days + days, late: sum.late + late });
  }
  return [...sums.values()].sort((one, other) => other.days - one.days);
}
