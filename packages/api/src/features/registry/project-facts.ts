import type { FactScope } from '@yimen/schema';
import type { Sql } from '../../platform/run-command.js';

/** Which of the observations `o` of one fact counts: the first in this order. */
export const WINNER_FIRST = 'o.observed_on desc, o.verified desc, o.recorded_at desc, o.id desc';

/** A fact of a household, a person or a case. */
export interface FactKey {
  /** Of whom it is: a household, a person or a case, by the fact's scope. */
  id: string;
  code: string;
}

/** Writes the winning observation of each of these facts of one scope into its typed column. Codes are of the dictionary. */
export async function projectFacts(sql: Sql, scope: FactScope, keys: readonly FactKey[]): Promise<void> {
  if (keys.length === 0) return;
  const key = `${scope}_id`;
  const columns = [...new Set(keys.map(({ code }) => code))];
  await sql(
    `with winner as (
       select distinct on (t.id, t.fact) t.id, t.fact, o.value
       from unnest($1::uuid[], $2::text[]) as t (id, fact) join observation o on o.${key} = t.id and o.fact = t.fact
       order by t.id, t.fact, ${WINNER_FIRST}),
     learnt as (select id, jsonb_object_agg(fact, value) as facts from winner group by id)
     insert into ${scope}_facts (${key}, ${columns.join(', ')})
     select l.id, ${columns.map((column) => `n.${column}`).join(', ')}
     from learnt l left join ${scope}_facts f on f.${key} = l.id
     cross join lateral jsonb_populate_record(f, l.facts) n
     order by l.id
     on conflict (${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [keys.map(({ id }) => id), keys.map(({ code }) => code)],
  );
}
