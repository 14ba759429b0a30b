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

/** A search looks no further: who would have to page through so many types another letter. */
const MOST_FOUND = 300;

/** A search of households as SQL, its values in `params`. */
export interface HouseholdSearch {
  /** Conditions on `household h`. */
  conditions: string[];
  /** Whether they leave the households of single villages only. */
  inVillage: boolean;
  /** Whom the search names. */
  term?: PeopleTerm;
}

/** What of a search and its filters narrows the households, within what the reader may see. */
export function readHouseholdSearch(
  context: Context,
  filter: HouseholdFilter,
  access: string,
  params: unknown[],
): HouseholdSearch {
  const bind = bindTo(params);
  const search = readSearch(filter.search, context.county.pack) ?? {};
  const conditions = [access, ...placesOf(search, filter, bind)];
  const programs = [...(search.programs ?? []), ...(filter.program ? [filter.program] : [])];
  if (programs.length > 0) conditions.push(holds(context, bind(programs), bind(today()), params));
  const { term } = search;
  if (term?.by === 'code') conditions.push(`h.code = ${bind(term.value)}`);
  const inVillage = search.villages !== undefined || Boolean(filter.village);
  return { conditions, inVillage, ...(term && term.by !== 'code' && { term }) };
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

/** People `p` with whom they are now `s`, who was kept where two records were merged, and where he is or was last. */
const ANYWHERE = `from person p
  cross join lateral (
    select p.id, p.name, coalesce(p.household_id, p.last_household_id) as household_id where p.merged_into is null
    union all
    select k.id, k.name, coalesce(k.household_id, k.last_household_id) from person k where k.id = p.merged_into) s
  join household h on h.id = s.household_id`;
const IN_PLACE = 'from place h join person p on p.household_id = h.id cross join lateral (select p.id, p.name) s';

/**
 * The statement of the households in which somebody matches: each once, by its best match. Columns `household_id`,
 * `level` (0 is best), `name` (of who matches best) and `matched` (ids of all who match). The ways are tried in their
 * order until enough are found.
 */
export function foundHouseholds(
  context: Context,
  { conditions, inVillage, term }: HouseholdSearch & { term: PeopleTerm },
  params: unknown[],
  near: boolean,
): string | undefined {
  const bind = bindTo(params);
  const ways = near ? [nearMatch(term, bind)] : waysToMatch(term, context.database.vault, bind);
  const where = conditions.join(' and ');
  // A village has few households: they are looked through, rather than everybody of that name.
  const place = inVillage ? `place as materialized (select h.id from household h where ${where}), ` : '';
  const from = inVillage ? IN_PLACE : ANYWHERE;
  const searches = ways.flatMap((way, level) =>
    way === undefined
      ? []
      : [
          `select h.id as household_id, ${level} as level, s.id as person_id, s.name ${from} where ${way} ${inVillage ? '' : `and ${where}`}`,
        ],
  );
  if (searches.length === 0) return undefined;
  return `with ${place}found as (select * from (${searches.join(' union all ')}) ways limit ${MOST_FOUND})
    select distinct on (household_id) household_id, level, name collate "C" as name,
      array_agg(person_id) over (partition by household_id) as matched
    from found order by household_id, level, name collate "C"`;
}
