import type { FindingKind } from '@yimen/schema';
import { OUTCOME_SIGN } from '../../policy/county-sql.js';
import type { ClashingPair } from '../../policy/exclusivity.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { blockingSql } from './blocking-statement.js';
import { ENTITLED } from './find-entitled.js';
import { heldSql, samePerson } from './held-aid.js';
import { programsSql, type RunVerdicts } from './run-verdicts.js';

/**
 * SELECTs of what a run found, one a kind, each with the same columns: `mark`, `program_codes`, `fact_code`,
 * `household_id`, `person_id`, `case_id`, `amount_fen`, `loss_fen`, `rule_code`, `kept_program`, `since`.
 */
export const FINDING_STATEMENTS: Record<FindingKind, (run: RunVerdicts, params: SqlParams) => string> = {
  ENTITLED_WITHOUT: () => ENTITLED,
  HOLDING_UNENTITLED: holdingSql,
  EXCLUSIVE_PAIR: pairSql,
  ABOVE_LOSS: aboveLossSql,
  BLOCKING_FACT: blockingSql,
};

/** Running aid that the program's rule now refuses: to the person, or to everybody in the household where it is theirs. */
function holdingSql(run: RunVerdicts, params: SqlParams): string {
  return `with held as (${heldSql(run, params)}),
    running as (
      select a.household_id, case when p.unit = 'person' then a.person_id end as person_id, p.code, p.place,
        sum(a.amount_fen)::bigint as fen, min(a.granted_on) as since
      from held a join ${programsSql(run, params)} on p.code = a.code
      where a.in_force group by 1, 2, 3, 4)
    select a.code || '|' || coalesce(a.person_id, a.household_id) as mark, array[a.code] as program_codes,
      null as fact_code, a.household_id, a.person_id, null::uuid as case_id, a.fen as amount_fen,
      null::bigint as loss_fen, null as rule_code, null as kept_program, a.since
    from running a
    where not exists (
      select from screening_verdict v where v.run_id = ${params.add(run.runId, 'uuid')} and v.household_id = a.household_id
        and (a.person_id is null or v.person_id = a.person_id) and v.outcomes[a.place] <> '${OUTCOME_SIGN.NOT_ELIGIBLE}')`;
}

/** Aid of two programs that exclude each other; the amount is the lower one's. */
function pairSql(run: RunVerdicts, params: SqlParams): string {
  const list = (pick: (pair: ClashingPair) => string) => params.add(run.pairs.map(pick), 'text[]');
  const pairs = `unnest(${list(({ programs }) => programs[0])}, ${list(({ programs }) => programs[1])},
    ${list(({ between }) => between)}, ${list(({ within }) => within)}, ${list(({ clash }) => clash.ruleCode)})
    as p (first, second, between, within, rule)`;
  return `with held as materialized (${heldSql(run, params)}),
    both_held as (
      select p.first, p.second, p.rule, a.household_id,
        case when p.between = 'person' then coalesce(a.person_id, b.person_id) end as person_id,
        least(a.amount_fen, b.amount_fen) as fen, greatest(a.granted_on, b.granted_on) as since
      from held a
      join ${pairs} on p.first = a.code
      join held b on b.household_id = a.household_id and b.code = p.second
      where (p.first <> p.second or a.id < b.id)
        and (p.between = 'household' or ${samePerson('a', 'b')})
        and case p.within when 'event' then a.case_id = b.case_id when 'year' then a.this_year and b.this_year
          else a.in_force and b.in_force end)
    select concat_ws('|', b.first, b.second, coalesce(b.person_id, b.household_id)) as mark,
      case when b.first = b.second then array[b.first] else array[b.first, b.second] end as program_codes,
      null as fact_code, b.household_id, b.person_id, null::uuid as case_id, max(b.fen) as amount_fen,
      null::bigint as loss_fen, b.rule as rule_code, null as kept_program, max(b.since) as since
    from both_held b group by b.first, b.second, b.rule, b.household_id, b.person_id`;
}

/**
 * Cases whose aid against the loss is more than the loss: the cost less what insurance paid. The amount is what is above.
 * What was paid back, and what a meeting let go, is settled.
 */
function aboveLossSql(run: RunVerdicts, params: SqlParams): string {
  const against = params.add(
    run.programs.filter(({ againstLoss }) => againstLoss).map(({ code }) => code),
    'text[]',
  );
  return `with held as (${heldSql(run, params)}),
    aided as (
      select a.case_id, array_agg(distinct a.code order by a.code) as codes,
        sum(a.amount_fen + coalesce(x.fen, 0))::bigint as fen, max(a.granted_on) as since
      from held a left join (select aid_record_id, sum(fen) as fen from aid_correction where on_day <= ${params.add(run.on, 'date')}
        group by 1) x on x.aid_record_id = a.id
      where a.case_id is not null and a.code = any(${against}) group by a.case_id)
    select c.id::text as mark, a.codes as program_codes, null as fact_code, c.household_id,
      c.beneficiary_id as person_id, c.id as case_id, a.fen - l.fen as amount_fen, l.fen as loss_fen,
      null as rule_code, null as kept_program, a.since
    from aided a join case_file c on c.id = a.case_id
    cross join lateral (select greatest(0, c.cost_fen - c.insurance_paid_fen) as fen) l
    where c.cost_fen is not null and a.fen > l.fen`;
}
