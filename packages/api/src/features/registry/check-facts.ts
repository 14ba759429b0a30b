import { FACTS, type FactScope } from '@yimen/schema';
import type { Pool } from 'pg';
import type { FactValue } from '../../policy/types.js';
import { STANDS, WINNER_FIRST } from './project-facts.js';

/** A typed fact that is not what the observations say. */
export interface FactDifference {
  scope: FactScope;
  /** Of the household, person or case. */
  id: string;
  fact: string;
  kept: FactValue | null;
  rebuilt: FactValue | null;
}

export interface FactCheck {
  /** How many facts the observations tell. */
  facts: number;
  differences: FactDifference[];
  /** People, households and heads that are not where the histories say. */
  misplaced: string[];
}

/** Rebuilds the typed facts of one scope from all observations and compares; nothing is written. */
export async function checkFacts(pool: Pool, scope: FactScope): Promise<Omit<FactCheck, 'misplaced'>> {
  const key = `${scope}_id`;
  const codes = FACTS.filter((fact) => fact.scope === scope).map(({ code }) => code);
  const rebuilt = `
    winner as (
      select distinct on (o.${key}, o.fact) o.${key} as id, o.fact, o.value from observation o
      where o.${key} is not null and o.fact = any($1) and ${STANDS} order by o.${key}, o.fact, ${WINNER_FIRST}),
    rebuilt as (select id, jsonb_object_agg(fact, value) as facts from winner group by id)`;
  const { rows: differences } = await pool.query<FactDifference>(
    `with ${rebuilt},
     compared as (
       select coalesce(f.${key}, r.id) as id, to_jsonb(f) as kept,
         to_jsonb(jsonb_populate_record(null::${scope}_facts, coalesce(r.facts, '{}'))) as rebuilt
       from ${scope}_facts f full join rebuilt r on r.id = f.${key})
     select '${scope}' as scope, c.id, n.key as fact, nullif(c.kept -> n.key, 'null') as kept, nullif(n.value, 'null') as rebuilt
     from compared c cross join lateral jsonb_each(c.rebuilt) n
     where n.key <> '${key}' and nullif(c.kept -> n.key, 'null') is distinct from nullif(n.value, 'null')
     order by c.id, n.key`,
    [codes],
  );
  const { rows: counted } = await pool.query<{ facts: number }>(
    `with ${rebuilt} select count(*)::int as facts from winner`,
    [codes],
  );
  return { facts: counted[0]?.facts ?? 0, differences };
}

/** Ids of people who are not where their history says, of households without exactly one head, or dissolved with people. */
export async function findMisplaced(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select p.id from person p
     join lateral (select * from household_member m where m.person_id = p.id order by m.from_on desc, m.id desc limit 1) m on true
     where p.household_id is distinct from m.household_id or p.gone is distinct from m.gone
       or m.relation is not null and p.relation <> m.relation
     union all
     select h.id from household h
     left join lateral (select count(*) as people, count(*) filter (where p.relation = 'head' and p.id = h.head_person_id) as heads
       from person p where p.household_id = h.id) n on true
     where (h.dissolved_on is null) <> (n.people > 0) or n.people > 0 and n.heads <> 1
     order by 1`,
  );
  return rows.map(({ id }) => id);
}
