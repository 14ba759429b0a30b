import type { FactScope } from '@yimen/schema';
import type { Sql } from '../../platform/run-command.js';

/** Which of the observations `o` of one fact counts: the first in this order of those that stand. */
export const WINNER_FIRST = 'o.observed_on desc, o.verified desc, o.recorded_at desc, o.id desc';

/** SQL of whether an observation `o` stands: it tells a value, and no other replaces it. */
export const STANDS = `o.value <> 'null' and not exists (select from observation r where r.replaces_id = o.id)`;

/** A fact of a household, a person or a case. */
export interface FactKey {
  /** Of whom it is: a household, a person or a case, by the fact's scope. */
  id: string;
  code: string;
}

/**
 * Writes the winning observation of each of these facts of one scope into its typed column, null where none stands. Codes
 * are of the dictionary.
 */
export async function projectFacts(sql: Sql, scope: FactScope, keys: readonly FactKey[]): Promise<void> {
  if (keys.length === 0) return;
  const key = `${scope}_id`;
  const columns = [...new Set(keys.map(({ code }) => code))];
  await sql(
    `with learnt as (
       select t.id, jsonb_object_agg(t.fact, w.value) as facts
       from unnest($1::uuid[], $2::text[]) as t (id, fact)
       left join lateral (select o.value from observation o where o.${key} = t.id and o.fact = t.fact and ${STANDS}
         order by ${WINNER_FIRST} limit 1) w on true
       group by t.id)
     insert into ${scope}_facts (${key}, ${columns.join(', ')})
     select l.id, ${columns.map((column) => `n.${column}`).join(', ')}
     from learnt l left join ${scope}_facts f on f.${key} = l.id
     cross join lateral jsonb_populate_record(f, l.facts) n
     order by l.id
     on conflict (${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [keys.map(({ id }) => id), keys.map(({ code }) => code)],
  );
}
