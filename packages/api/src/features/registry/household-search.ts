import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { isInForceSql } from './fact-bag.js';
import { AID_FIELDS } from './household-access.js';
import { type Bind, bindTo, nearMatch, type PeopleTerm, waysToMatch } from './people-match.js';
import { readSearch, type Search } from './search-text.js';

export interface HouseholdFilter {
  search?: string | null;
  township?: string | null;
  village?: string | null;
  /** Code of a program that the household or somebody in it holds today. */
  program?: string | null;
}

/** A search looks no further in each way of matching: who must page through so many types another letter. */
export const MOST_FOUND = 500;

/** A search of households as SQL, its values in `params`. */
export interface HouseholdSearch {
  /** Conditions on `household h`. */
  conditions: string[];
  /** Whom the search names. */
  term?: PeopleTerm;
}

/** What of a search and its filters narrows the households, within what the reader may see. */
export function readHouseholdSearch(context: Context, filter: HouseholdFilter, access: string, params: unknown[]) {
  const bind = bindTo(params);
  const search = readSearch(filter.search, context.county.pack) ?? {};
  const conditions = [access, ...placesOf(search, filter, bind)];
  const programs = [...(search.programs ?? []), ...(filter.program ? [filter.program] : [])];
  if (programs.length > 0) conditions.push(holds(context, bind(programs), bind(today()), params));
  const { term } = search;
  if (term?.by === 'code') conditions.push(`h.code = ${bind(term.value)}`);
  return { conditions, term: term?.by === 'code' ? undefined : term };
}

function placesOf({ townships, villages }: Search, { township, village }: HouseholdFilter, bind: Bind): string[] {
  return [
    ...(township ? [`h.township_code = ${bind(township)}`] : []),
    ...(village ? [`h.village_code = ${bind(village)}`] : []),
    ...(townships ? [`h.township_code = any(${bind(townships)})`] : []),
    ...(villages ? [`h.village_code = any(${bind(villages)})`] : []),
  ];
}

/** Whether aid that the reader may see is in force today. */
function holds({ ability }: Context, programs: string, day: string, params: unknown[]): string {
  return `exists (select from aid_record a where a.household_id = h.id and a.program_code = any(${programs})
    and ${isInForceSql('a', `${day}::date`)} and ${accessSql(ability, 'read', 'AidRecord', AID_FIELDS, params)})`;
}

/**
 * The statement of the households in which somebody matches: each once, by its best match. Columns `household_id`,
 * `level` (0 is best), `name` (of who matches best) and `matched` (ids of all who match).
 */
export function foundHouseholds(
  context: Context,
  { conditions, term }: { conditions: readonly string[]; term: PeopleTerm },
  params: unknown[],
  near: boolean,
): string | undefined {
  const bind = bindTo(params);
  const ways = near ? [nearMatch(term, bind)] : waysToMatch(term, context.database.vault, bind);
  const searches = ways.flatMap((way, level) =>
    way === undefined
      ? []
      : [
          `(select h.id as household_id, ${level} as level, s.id as person_id, s.name collate "C" as name
            from person p join person s on s.id = coalesce(p.merged_into, p.id) 
            join household h on h.id = coalesce(s.household_id, s.last_household_id)
            where ${way} and ${conditions.join(' and ')} limit ${MOST_FOUND})`,
        ],
  );
  if (searches.length === 0) return undefined;
  return `select distinct on (household_id) household_id, level, name,
      array_agg(person_id) over (partition by household_id) as matched
    from (${searches.join(' union all ')}) found order by household_id, level, name`;
}
