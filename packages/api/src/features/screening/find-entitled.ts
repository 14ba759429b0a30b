import type { PoolClient } from 'pg';
import { OUTCOME_SIGN } from '../../policy/county-sql.js';
import { clashingPrograms, clashSettler, type Standing } from '../../policy/household-clashes.js';
import { SqlParams } from '../../policy/sql-expression.js';
import type { CountyPack } from '../../policy/types.js';
import { heldSql, samePerson } from './held-aid.js';
import { programsSql, type RunVerdicts } from './run-verdicts.js';

/** A statement of `FINDING_STATEMENTS` over what `findEntitled` found. */
export const ENTITLED = `
  select code || '|' || coalesce(person_id, household_id) as mark, array[code] as program_codes, null as fact_code,
    household_id, person_id, null::uuid as case_id, fen as amount_fen, null::bigint as loss_fen, null as rule_code,
    kept_program, null::date as since
  from pg_temp.entitled`;

const TABLE = `
  create temp table entitled (
    id int generated always as identity, code text, household_id uuid, person_id uuid, fen bigint, kept_program text)
  on commit drop`;

/** Of the programs `$1` that cannot all stand together, those that one household is entitled to. */
const CLAIMS = `
  with claim as (select * from pg_temp.entitled where code = any($1::text[]))
  select id, code as program, household_id as "householdId", person_id as "personId", false as held, fen from claim
  where household_id in (select household_id from claim group by 1 having count(*) > 1)`;

/**
 * Puts into the transaction's table `entitled` who fits a program and has not got it, with the program to which it
 * would have to give way where the two cannot stand together: what stays is what could lawfully be given at once.
 */
export async function findEntitled(client: PoolClient, run: RunVerdicts, pack: CountyPack): Promise<void> {
  await client.query(TABLE);
  const params = new SqlParams();
  const { text, values } = params.statement(entitledSql(run, params));
  await client.query(text, values);
  const clashing = [...clashingPrograms(pack)].flatMap(([code, others]) => (others.size > 0 ? [code] : []));
  const { rows } = await client.query<Standing & { householdId: string }>(CLAIMS, [clashing]);
  const lost = [...Map.groupBy(rows, (row) => row.householdId).values()].flatMap(clashSettler(pack));
  await client.query(
    `update pg_temp.entitled e set kept_program = l.kept
     from unnest($1::int[], $2::text[]) as l (id, kept) where e.id = l.id`,
    [lost.map(({ id }) => id), lost.map(({ keptProgram }) => keptProgram)],
  );
}

/**
 * Who fits for more than nothing and has not got it: neither in force, nor once for all, nor this year where it is given by the event; and
 * whom nothing that he holds keeps out of it.
 */
function entitledSql(run: RunVerdicts, params: SqlParams): string {
  const bars = run.pairs.flatMap(({ programs: [first, second], between, within }) =>
    first === second || within === 'event'
      ? []
      : [
          { wanted: first, held: second, between, within },
          { wanted: second, held: first, between, within },
        ],
  );
  const list = (pick: (bar: (typeof bars)[number]) => string) => params.add(bars.map(pick), 'text[]');
  const barred = `unnest(${list(({ wanted }) => wanted)}, ${list(({ held }) => held)}, ${list(({ between }) => between)}, ${list(({ within }) => within)})
    as b (wanted, held, between, within)`;
  return `with held as materialized (${heldSql(run, params)}),
    fits as (
      select v.household_id, case when p.unit = 'person' then v.person_id end as person_id, p.code, max(o.fen) as fen
      from screening_verdict v
      cross join lateral unnest(v.outcomes, v.fen) with ordinality as o (sign, fen, place)
      join ${programsSql(run, params)} on p.place = o.place
      where v.run_id = ${params.add(run.runId, 'uuid')} and o.sign = '${OUTCOME_SIGN.ELIGIBLE}' group by 1, 2, 3)
    insert into pg_temp.entitled (code, household_id, person_id, fen)
    select f.code, f.household_id, f.person_id, f.fen from fits f
    where f.fen is distinct from 0
      and not exists (
        select from held a where a.household_id = f.household_id and a.code = f.code and ${samePerson('a', 'f')}
          and (a.in_force or a.period = 'once' or a.period = 'per_event' and a.this_year))
      and not exists (
        select from held a join ${barred} on b.held = a.code
        where a.household_id = f.household_id and b.wanted = f.code
          and (b.between = 'household' or ${samePerson('a', 'f')})
          and case b.within when 'year' then a.this_year else a.in_force end)`;
}
