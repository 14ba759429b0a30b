import type { SqlParams } from '../../policy/sql-expression.js';
import type { RunVerdicts } from './run-verdicts.js';

const FINDING = (of: string) =>
  `${of}.kind, ${of}.program_codes, ${of}.department_codes, coalesce(${of}.fact_code, '') as fact, ${of}.household_id,
    ${of}.township_code, ${of}.village_code, ${of}.fresh,
    case when ${of}.kept_program is null then ${of}.amount_fen end as amount_fen`;

/**
 * Counts the findings of a run by village, for everybody and for each department; of either all, by program, and by
 * fact. What the run before found and this one does not is counted as gone; what gives way to another program has no
 * money.
 *
 * Thousands of findings are of the same few sorts: what a sort counts for is worked out once. A household with several
 * findings counts once, so households are told apart before they are counted.
 */
export function countFindingsSql({ runId, previousId, programs }: RunVerdicts, params: SqlParams): string {
  const run = params.add(runId, 'uuid');
  const previous = params.add(previousId, 'uuid');
  const codes = params.add(
    programs.map(({ code }) => code),
    'text[]',
  );
  const departments = params.add(
    programs.map(({ department }) => department),
    'text[]',
  );
  return `insert into screening_count (run_id, kind, department_code, program_code, fact_code, township_code, village_code,
      findings, households, fresh, gone, fen)
    with finding as materialized (
      select true as found, ${FINDING('f')} from screening_finding f where f.run_id = ${run}
      union all
      select false, ${FINDING('b')} from screening_finding b
      where b.run_id = ${previous} and not exists (
        select from screening_finding f where f.run_id = ${run} and f.kind = b.kind and f.mark = b.mark)),
    sort as materialized (
      select row_number() over ()::int as id, one.*
      from (select distinct kind, program_codes, department_codes, fact from finding) one),
    sorted as materialized (
      select s.id, x.found, x.fresh, x.amount_fen, x.household_id, x.township_code, x.village_code
      from finding x
      join sort s on s.kind = x.kind and s.program_codes = x.program_codes and s.department_codes = x.department_codes
        and s.fact = x.fact),
    scope as materialized (
      select s.id, s.kind, c.department, c.program, c.fact,
        dense_rank() over (order by s.kind, c.department, c.program, c.fact)::int as place
      from sort s
      cross join lateral (
        select '' as department, '' as program, '' as fact
        union all select d, '', '' from unnest(s.department_codes) d
        union all select p.department, p.code, '' from unnest(${codes}, ${departments}) p (code, department)
          where p.code = any(s.program_codes)
        union all select '', '', s.fact where s.fact <> ''
        union all select d, '', s.fact from unnest(s.department_codes) d where s.fact <> '') c),
    figure as (
      select o.place, o.kind, o.department, o.program, o.fact, x.township_code, x.village_code, sum(x.found)::int as findings,
        sum(x.fresh)::int as fresh, sum(x.gone)::int as gone, sum(x.fen)::bigint as fen
      from (
        select id, township_code, village_code, count(*) filter (where found) as found,
          count(*) filter (where found and fresh) as fresh, count(*) filter (where not found) as gone,
          coalesce(sum(amount_fen) filter (where found), 0) as fen
        from sorted group by id, township_code, village_code) x
      join scope o on o.id = x.id
      group by o.place, o.kind, o.department, o.program, o.fact, x.township_code, x.village_code),
    home as (
      select place, township_code, village_code, count(*)::int as households
      from (
        select distinct o.place, x.township_code, x.village_code, x.household_id
        from (select distinct id, township_code, village_code, household_id from sorted where found) x
        join scope o on o.id = x.id) one
      group by place, township_code, village_code)
    select ${run}, f.kind, f.department, f.program, f.fact, f.township_code, f.village_code, f.findings,
      coalesce(h.households, 0), f.fresh, f.gone, f.fen
    from figure f
    left join home h on h.place = f.place and h.township_code = f.township_code and h.village_code = f.village_code`;
}
