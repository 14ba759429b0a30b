import type { PoolClient } from 'pg';
import type { ParsedPack } from '../../policy/parsed-pack.js';
import type { FollowOn } from './follow-on.js';
import { paymentsWithin } from './money-by-month.js';
import type { Rehearsed } from './rehearse.js';
import type { ClashCount } from './settle-clashes.js';
import { KIND, KINDS, PAID } from './verdict-tables.js';

/** What is kept of a rehearsal beside its sums and its list. */
export interface Summary {
  people: number;
  households: number;
  /** Households that get more money, or less, within the horizon. */
  better: number;
  worse: number;
  direct: string[];
  followOns: FollowOn[];
  clashes: ClashCount[];
  /** Whether the list leaves somebody out. */
  listCut: boolean;
}

/** At most so many of one program and kind are listed, those with the largest difference first. */
const MOST_LISTED = 10_000;
/** What changes for whom; everybody else is only counted. */
const LISTED = KINDS.filter((kind) => kind !== 'same' && kind !== 'open');

const CELLS = `
  insert into rehearsal_cell
    (rehearsal_id, program_code, township_code, household_kind, kind, subjects, people, held, old_fen, new_fen)
  select $1, r.program, h.township_code, h.kind, r.kind, count(*), sum(r.people), count(*) filter (where r.held),
    sum(${PAID('old')}), sum(${PAID('new')})
  from (select *, ${KIND} as kind from pg_temp.rehearsal_row) r
  join pg_temp.rehearsal_home h on h.household_id = r.household_id
  where r.direct or r.kind = any($2::text[])
  group by 2, 3, 4, 5`;

const PEOPLE = `
  insert into rehearsal_person
    (rehearsal_id, place, program_code, department_code, household_id, person_id, township_code, village_code,
     household_kind, kind, held, old_fen, new_fen, kept_program)
  select $1, row_number() over (order by o.place, array_position($2::text[], r.kind), r.rank), r.program, o.department,
    r.household_id, r.person_id, h.township_code, h.village_code, h.kind, r.kind, r.held,
    case when r.old_rank = 2 then r.old_fen end, case when r.new_rank = 2 then r.new_fen end, r.new_kept
  from (select *, row_number() over (partition by program, kind order by difference desc, id) as rank
    from (select *, ${KIND} as kind, abs(${PAID('new')} - (${PAID('old')})) as difference from pg_temp.rehearsal_row) one
    where kind = any($2::text[])) r
  join unnest($3::text[], $4::text[]) with ordinality as o (program, department, place) on o.program = r.program
  join pg_temp.rehearsal_home h on h.household_id = r.household_id
  where r.rank <= $5`;

const BALANCE = `
  select count(*) filter (where difference > 0)::int as better, count(*) filter (where difference < 0)::int as worse
  from (
    select r.household_id, sum((${PAID('new')} - (${PAID('old')})) * p.payments) as difference
    from pg_temp.rehearsal_row r join unnest($1::text[], $2::int[]) as p (program, payments) on p.program = r.program
    group by 1) balance`;

/**
 * Keeps what a rehearsal found, from the temporary tables of its connection; what an earlier attempt kept goes.
 * @param programs the pack's programs and sub-benefits
 * @param months the horizon
 */
export async function saveRehearsal(
  client: PoolClient,
  id: string,
  rehearsed: Rehearsed,
  programs: ParsedPack['programs'],
  months: number,
): Promise<void> {
  const all = [...programs.values()].map(({ program }) => program);
  const codes = all.map(({ code }) => code);
  await client.query('begin');
  await client.query("set local jit = off; set local work_mem = '96MB'; set local enable_nestloop = off");
  await client.query('delete from rehearsal_cell where rehearsal_id = $1', [id]);
  await client.query('delete from rehearsal_person where rehearsal_id = $1', [id]);
  await client.query(CELLS, [id, LISTED]);
  const listed = await client.query(PEOPLE, [id, LISTED, codes, all.map(({ department }) => department), MOST_LISTED]);
  const payments = all.map((program) => paymentsWithin(program, months));
  const { rows } = await client.query<{ better: number; worse: number }>(BALANCE, [codes, payments]);
  const changed = await client.query<{ count: number }>(
    'select coalesce(sum(subjects), 0)::int as count from rehearsal_cell where rehearsal_id = $1 and kind = any($2)',
    [id, LISTED],
  );
  const summary: Summary = {
    ...rehearsed,
    ...(rows[0] as { better: number; worse: number }),
    listCut: (changed.rows[0]?.count ?? 0) > (listed.rowCount ?? 0),
  };
  await client.query('update rehearsal set summary = $2::jsonb, judged_at = clock_timestamp() where id = $1', [
    id,
    JSON.stringify(summary),
  ]);
  await client.query('commit');
}
