import { type FactDefinition, factByCode } from '@yimen/schema';
import { OUTCOME_SIGN } from '../../policy/county-sql.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { FactNeed } from './fact-needs.js';
import type { RunVerdicts } from './run-verdicts.js';

/** The column that tells whether a fact is unknown. */
const unknown = (code: string) => `u.${code}`;

/** Whether a fact is unknown, and so is all that could stand in for it. */
function unknownSql({ fact, unless }: FactNeed): string {
  const ways = unless.map((codes) => codes.filter((code) => isKnowable(factByCode(code))).map(unknown));
  if (ways.some((standIns) => standIns.length === 0)) return unknown(fact.code);
  return `(${unknown(fact.code)} and (${ways.map((standIns) => standIns.join(' and ')).join(' or ')}))`;
}

const isKnowable = (fact: FactDefinition | undefined): fact is FactDefinition => !!fact && fact.scope !== 'case';

/** Facts that the registry knows of everybody. */
const REGISTERED = ['age', 'sex', 'hh_size', 'existing_benefits'];

/**
 * Facts that alone keep a program from an answer: the program needs facts and this is the only one of all that it asks
 * for which is unknown. One row a person, or a household where the fact is the household's, with all such programs.
 * Programs that ask for facts of a case or of the household's members are left out.
 */
export function blockingSql(run: RunVerdicts, params: SqlParams): string {
  const asking = run.programs.flatMap(({ code }, index) => {
    const needs = run.needs.get(code);
    const asked = needs?.facts.filter(({ fact }) => !REGISTERED.includes(fact.code)) ?? [];
    return needs && !needs.beyondPerson && asked.length > 0 ? [{ code, asked, place: index + 1 }] : [];
  });
  const named = asking.flatMap(({ asked }) => asked.flatMap(({ fact, unless }) => [fact.code, ...unless.flat()]));
  const facts = [...new Set(named)].map(factByCode).filter(isKnowable);
  const flags = facts.map(({ code, scope }) => `${scope === 'household' ? 'hf' : 'pf'}.${code} is null as ${code}`);
  const alone = asking.map(
    ({ asked, place }) =>
      `case when u.outcomes[${place}] = '${OUTCOME_SIGN.NEEDS_FACTS}' then ${onlyOne(asked, params)} end`,
  );
  const ofHousehold = params.add(
    facts.filter(({ scope }) => scope === 'household').map(({ code }) => code),
    'text[]',
  );
  return `with told as (
      select ${['v.household_id, v.person_id, v.outcomes', ...flags].join(', ')}
      from screening_verdict v
      left join person_facts pf on pf.person_id = v.person_id
      left join household_facts hf on hf.household_id = v.household_id
      where v.run_id = ${params.add(run.runId, 'uuid')} offset '0'),
    alone as (
      select u.household_id, case when o.fact = any(${ofHousehold}) then null else u.person_id end as person_id, o.fact, o.code
      from told u
      cross join lateral unnest(array[${alone.join(', ')}]::text[], ${params.add(
        asking.map(({ code }) => code),
        'text[]',
      )}) as o (fact, code)
      where o.fact is not null),
    together as materialized (
      select fact, household_id, person_id, array_agg(code) as codes from alone group by fact, household_id, person_id),
    named as materialized (
      select one.codes, array(select distinct code from unnest(one.codes) code order by code) as program_codes
      from (select distinct codes from together) one)
    select t.fact || '|' || coalesce(t.person_id, t.household_id) as mark,
      n.program_codes, t.fact as fact_code, t.household_id, t.person_id,
      null::uuid as case_id, null::bigint as amount_fen, null::bigint as loss_fen, null as rule_code,
      null as kept_program, null::date as since
    from together t join named n on n.codes = t.codes`;
}

/** The code of the only fact among these that is unknown; NULL when several are, or none. */
function onlyOne(asked: readonly FactNeed[], params: SqlParams): string {
  const count = asked.map((need) => `${unknownSql(need)}::int`).join(' + ');
  const which = asked.map((need) => `when ${unknownSql(need)} then ${params.add(need.fact.code, 'text')}`);
  return `case when ${count} = 1 then case ${which.join(' ')} end end`;
}
