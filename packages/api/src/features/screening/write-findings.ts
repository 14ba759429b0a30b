import type { FindingKind } from '@yimen/schema';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { RunVerdicts } from './run-verdicts.js';

/** Writes down, in the order of the longest index, what a statement of `FINDING_STATEMENTS` answers, with place and departments, and since when it is so. */
export function findingSql(
  { runId, previousId, on, programs }: RunVerdicts,
  kind: FindingKind,
  found: string,
  params: SqlParams,
): string {
  const [run, of] = [params.add(runId, 'uuid'), params.add(kind, 'text')];
  const previous = params.add(previousId, 'uuid');
  const codes = params.add(
    programs.map(({ code }) => code),
    'text[]',
  );
  const departments = params.add(
    programs.map(({ department }) => department),
    'text[]',
  );
  return `insert into screening_finding (run_id, kind, mark, program_codes, department_codes, fact_code, household_id,
      person_id, case_id, township_code, village_code, amount_fen, loss_fen, rule_code, kept_program, since, fresh, first_seen)
    with x as materialized (${found}),
    concerned as materialized (
      select one.program_codes, array(
        select distinct p.department from unnest(${codes}, ${departments}) p (code, department)
        where p.code = any(one.program_codes) order by 1) as department_codes
      from (select distinct program_codes from x) one)
    select ${run}, ${of}, x.mark, x.program_codes, d.department_codes,
      x.fact_code, x.household_id, x.person_id, x.case_id, h.township_code, h.village_code, x.amount_fen, x.loss_fen,
      x.rule_code, x.kept_program, x.since, ${previous} is not null and before.id is null,
      coalesce(before.first_seen, ${params.add(on, 'date')})
    from x
    join concerned d on d.program_codes = x.program_codes
    join household h on h.id = x.household_id
    left join screening_finding before
      on before.run_id = ${previous} and before.kind = ${of} and before.mark = x.mark
    order by x.mark`;
}
