import { factByCode } from '@yimen/schema';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { FactNeed } from './fact-needs.js';
import type { RunVerdicts } from './run-verdicts.js';

/** The column of the projections that holds a fact. */
const columnOf = ({ scope, code }: FactNeed['fact']) => `${scope === 'household' ? 'hf' : 'pf'}.${code}`;

/** Whether a fact is unknown, and so is all that could stand in for it. */
function unknownSql({ fact, unless }: FactNeed): string {
  const ways = unless.map((codes) =>
    codes
      .map(factByCode)
      .filter((standIn) => standIn !== undefined && standIn.scope !== 'case')
      .map((standIn) => `${columnOf(standIn as FactNeed['fact'])} is null`),
  );
  const needed = ways.map((conditions) => (conditions.length === 0 ? 'true' : conditions.join(' and ')));
  return `${columnOf(fact)} is null and (${needed.join(' or ')})`;
}

/** Facts that the registry knows of everybody. */
const REGISTERED = ['age', 'sex', 'hh_size', 'existing_benefits'];

/**
 * Facts that alone keep a program from an answer: the program needs facts and this is the only one of all that it asks
 * for which is unknown. One row a person, or a household where the fact is the household's, with all such programs.
 * Programs that ask for facts of a case or of the household's members are left out.
 */
export function blockingSql(run: RunVerdicts, params: SqlParams): string {
  const facts = new Map(
    [...run.needs.values()].flatMap(({ facts }) => facts.map(({ fact }) => [fact.code, fact] as const)),
  );
  const asking = run.programs.flatMap(({ code }) => {
    const needs = run.needs.get(code);
    const asked = needs?.facts.filter(({ fact }) => !REGISTERED.includes(fact.code)) ?? [];
    return needs && !needs.beyondPerson && asked.length > 0 ? [{ code, asked }] : [];
  });
  const missing = asking.map(({ code, asked }) => {
    const list = asked.map((need) => `case when ${unknownSql(need)} then ${params.add(need.fact.code, 'text')} end`);
    return `when ${params.add(code, 'text')} then array_remove(array[${list.join(', ')}], null)`;
  });
  const ofHousehold = params.add(
    [...facts.values()].filter(({ scope }) => scope === 'household').map(({ code }) => code),
    'text[]',
  );
  return `with open as (
      select v.household_id, v.person_id, v.code, case v.code ${missing.join(' ')} end as missing
      from verdict v
      left join person_facts pf on pf.person_id = v.person_id
      left join household_facts hf on hf.household_id = v.household_id
      where v.outcome = 'NEEDS_FACTS' and v.code = any(${params.add(
        asking.map(({ code }) => code),
        'text[]',
      )})),
    alone as (
      select o.household_id, case when o.missing[1] = any(${ofHousehold}) then null else o.person_id end as person_id,
        o.missing[1] as fact, o.code
      from open o where cardinality(o.missing) = 1)
    select a.fact || '|' || coalesce(a.person_id, a.household_id) as mark,
      array_agg(distinct a.code order by a.code) as program_codes, a.fact as fact_code, a.household_id, a.person_id,
      null::uuid as case_id, null::bigint as amount_fen, null::bigint as loss_fen, null as rule_code, null::date as since
    from alone a group by a.fact, a.household_id, a.person_id`;
}
