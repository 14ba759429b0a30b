import { clashingPrograms, clashSettler, type Loss, type Standing } from '../../policy/household-clashes.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import type { Bilingual } from '../../policy/types.js';
import { addUnchanged, type Work } from './work.js';

/** Money that one program keeps from another, before and after the changes. */
export interface ClashCount {
  ruleCode: string;
  words: Bilingual;
  program: string;
  keptProgram: string;
  oldCount: number;
  /** Fen in one period of the program. */
  oldFen: number;
  newCount: number;
  newFen: number;
}

/** A program that somebody fits, before or after the changes. */
interface ClaimRow extends Omit<Standing, 'fen'> {
  householdId: string;
  /** Fen of those who fit; null = does not fit. */
  old: number | null;
  new: number | null;
}

/** Claims of the households that fit more than one of the programs `$1`, before or after. */
const CLAIMS = `
  with claim as (
    select id, program, household_id, person_id, held,
      case when old_rank = 2 then coalesce(old_fen, 0) end as old, case when new_rank = 2 then coalesce(new_fen, 0) end as new
    from pg_temp.rehearsal_row where program = any($1::text[]) and (old_rank = 2 or new_rank = 2))
  select id, program, household_id as "householdId", person_id as "personId", held, old, new from claim
  where household_id in (select household_id from claim group by 1 having count(distinct program) > 1)`;

const TAKE_LOSSES = (when: 'old' | 'new') => `
  update pg_temp.rehearsal_row r set ${when}_kept = l.kept
  from unnest($1::bigint[], $2::text[]) as l (id, kept) where r.id = l.id`;

/**
 * Settles, before and after, which of several programs somebody keeps where they exclude one another, for the programs
 * `concerned` and all that clash with them. Answers what is not paid for that reason.
 */
export async function settleClashes(work: Work, concerned: readonly string[]): Promise<ClashCount[]> {
  const { client, pack, old, on, direct } = work;
  const clashing = clashingPrograms(pack);
  const rivals = [...new Set(concerned.flatMap((code) => [...(clashing.get(code) ?? [])]))];
  if (rivals.length === 0) return [];
  const unchanged = rivals.filter((code) => !direct.includes(code));
  const fitting = (params: SqlParams) =>
    `h.id in (select household_id from pg_temp.rehearsal_row
       where program = any(${params.add(concerned, 'text[]')}) and (old_rank = 2 or new_rank = 2))`;
  if (unchanged.length > 0) await addUnchanged(client, old, unchanged, on, fitting);
  const { rows } = await client.query<ClaimRow>(CLAIMS, [[...new Set([...concerned, ...rivals])]]);
  const households = [...Map.groupBy(rows, (row) => row.householdId).values()];
  const settle = clashSettler(pack);
  const losses = {
    old: households.flatMap((claims) => settle(standing(claims, 'old'))),
    new: households.flatMap((claims) => settle(standing(claims, 'new'))),
  };
  for (const when of ['old', 'new'] as const) {
    const lost = losses[when];
    await client.query(TAKE_LOSSES(when), [lost.map(({ id }) => id), lost.map(({ keptProgram }) => keptProgram)]);
  }
  return countLosses(rows, losses);
}

/** Those who fit at the time. */
function standing(claims: readonly ClaimRow[], when: 'old' | 'new'): Standing[] {
  return claims.flatMap((claim) => (claim[when] === null ? [] : [{ ...claim, fen: claim[when] }]));
}

function countLosses(rows: readonly ClaimRow[], losses: Record<'old' | 'new', Loss[]>): ClashCount[] {
  const programs = new Map(rows.map(({ id, program }) => [id, program]));
  const counts = new Map<string, ClashCount>();
  for (const when of ['old', 'new'] as const) {
    for (const { id, ruleCode, words, keptProgram, fen } of losses[when]) {
      const program = programs.get(id) as string;
      const key = [ruleCode, program, keptProgram].join(' ');
      const count = counts.get(key) ?? {
        ruleCode,
        words,
        program,
        keptProgram,
        oldCount: 0,
        oldFen: 0,
        newCount: 0,
        newFen: 0,
      };
      count[`${when}Count`] += 1;
      count[`${when}Fen`] += fen;
      counts.set(key, count);
    }
  }
  return [...counts.values()];
}
