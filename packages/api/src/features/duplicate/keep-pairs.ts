import type { DuplicateSign } from '@yimen/schema';
import type { Sql } from '../../platform/run-command.js';
import { STRENGTHS } from './likeness-sql.js';

export interface FoundPair {
  /** Two ids, in any order. */
  people: readonly string[];
  signs: readonly DuplicateSign[];
}

/**
 * Keeps pairs of records that may be of one person, or, with a decision, are not. What was decided of a pair before
 * stands. Answers how many pairs are new.
 */
export async function keepPairs(
  sql: Sql,
  pairs: readonly FoundPair[],
  decision?: { reason: string | null; decidedBy: string },
): Promise<number> {
  if (pairs.length === 0) return 0;
  const once = new Map(pairs.map((pair) => [pair.people.toSorted().join(' '), pair]));
  const strengthOf = (signs: readonly DuplicateSign[]) => signs.reduce((sum, sign) => sum + STRENGTHS[sign], 0);
  const kept = await sql<{ fresh: boolean }>(
    `insert into duplicate_pair (person_a, person_b, signs, strength, status, reason, decided_by, decided_at)
     select least(n.one, n.other), greatest(n.one, n.other), n.signs, n.strength,
       case when $2::uuid is null then 'open' else 'different' end, $3, $2, case when $2::uuid is not null then now() end
     from jsonb_to_recordset($1::jsonb) as n (one uuid, other uuid, signs text[], strength int)
     order by 1, 2
     on conflict (person_a, person_b) do update set signs = excluded.signs, strength = excluded.strength
       where duplicate_pair.status = 'open' and excluded.status = 'open'
     returning xmax = 0 as fresh`,
    [
      JSON.stringify(
        [...once.values()].map(({ people: [one, other], signs }) => ({
          one,
          other,
          signs,
          strength: strengthOf(signs),
        })),
      ),
      decision?.decidedBy ?? null,
      decision?.reason ?? null,
    ],
  );
  return kept.filter(({ fresh }) => fresh).length;
}
