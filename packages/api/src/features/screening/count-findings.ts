import type { SqlParams } from '../../policy/sql-expression.js';
import type { RunVerdicts } from './run-verdicts.js';

/**
 * Counts the findings of a run by village, for everybody and for each department; of either all, by program, and by
 * fact. What the run before found and this one does not is counted as gone.
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
    select ${run}, x.kind, s.department, s.program, s.fact, x.township_code, x.village_code,
      count(*) filter (where x.found), count(distinct x.household_id) filter (where x.found),
      count(*) filter (where x.found and x.fresh), count(*) filter (where not x.found),
      coalesce(sum(x.amount_fen) filter (where x.found), 0)
    from (
      select true as found, f.* from screening_finding f where f.run_id = ${run}
      union all
      select false, b.* from screening_finding b
      where b.run_id = ${previous} and not exists (
        select from screening_finding f where f.run_id = ${run} and f.kind = b.kind and f.mark = b.mark)) x
    cross join lateral (
      select '' as department, '' as program, '' as fact
      union all select d, '', '' from unnest(x.department_codes) d
      union all select p.department, p.code, '' from unnest(${codes}, ${departments}) p (code, department)
        where p.code = any(x.program_codes)
      union all select '', '', x.fact_code where x.fact_code is not null
      union all select d, '', x.fact_code from unnest(x.department_codes) d where x.fact_code is not null) s
    group by x.kind, s.department, s.program, s.fact, x.township_code, x.village_code`;
}
