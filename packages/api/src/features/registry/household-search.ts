import type { Context } from '../../context.js';
import { accessSql } from '../../platform/access-sql.js';
import { today } from '../../platform/clock.js';
import { poolSql } from '../../platform/read.js';
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

/** A search looks no further than so many people: who would have to page through them types another letter. */
const MOST_FOUND = 300;

/** A search of households as SQL, its values in `params`. */
export interface HouseholdSearch {
  /** Conditions on `household h`, the first of which is what the reader may see. */
  conditions: string[];
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
  return { conditions, ...(term && term.by !== 'code' && { term }) };
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

/** People `p` who match, whom each is now `s`, and his household `h` as far as the reader may see it. */
type People = (matches: string, where: string) => string;

/** Of those who are in a household, and of those who were merged or left it. */
const WIDE: readonly People[] = [
  (matches, where) =>
    `person p join household h on h.id = p.household_id cross join lateral (select p.id, p.name) s
     where ${where} and ${matches}`,
  (matches, where) =>
    `person p join person s on s.id = coalesce(p.merged_into, p.id)
       join household h on h.id = coalesce(s.household_id, s.last_household_id)
     where p.last_household_id is not null and ${where} and ${matches}`,
];

/**
 * The same, kept in order by `offset 0`: first the people, by the index of the way, then their households one by one.
 * Left to itself PostgreSQL reads for each way anew all that a reader with few rights may see.
 */
const NARROW: readonly People[] = [
  (matches, where) =>
    `person p cross join lateral (select p.id, p.name) s
       cross join lateral (select h.id from household h where h.id = p.household_id and ${where} offset 0) h
     where ${matches}`,
  (matches, where) =>
    `person p join person s on s.id = coalesce(p.merged_into, p.id) cross join lateral (select h.id from household h
       where h.id = coalesce(s.household_id, s.last_household_id) and ${where} offset 0) h
     where p.last_household_id is not null and ${matches}`,
];

/**
 * The statement of the households in which somebody matches: each once, by its best match. Columns `household_id`,
 * `level` (0 is best), `name` (of who matches best), `matched` (ids of all who match), `total` (how many households) and
 * `isCut` (whether there may be more of them). The ways are tried in their order until enough are found, each for
 * those whom no better way finds; each has a limit of its own, without which they would be tried side by side.
 */
export async function foundHouseholds(
  context: Context,
  { conditions, term }: HouseholdSearch & { term: PeopleTerm },
  params: unknown[],
  near: boolean,
): Promise<string | undefined> {
  const bind = bindTo(params);
  const store = { sql: poolSql(context.database.pool), vault: context.database.vault };
  const ways = await (near ? nearMatch : waysToMatch)(term, store, bind);
  const where = conditions.join(' and ');
  const searches = ways.flatMap((way, level) => {
    const better = ways.slice(0, level).map(({ sql }) => ` and (${sql}) is not true`);
    return (way.isWide ? WIDE : NARROW).map(
      (people) => `(select h.id as household_id, ${level} as level, s.id as person_id, s.name
        from ${people(`${way.sql}${better.join('')}`, where)} limit ${MOST_FOUND})`,
    );
  });
  if (searches.length === 0) return undefined;
  return `with found as (${searches.join(' union all ')} limit ${MOST_FOUND}),
    best as (select distinct on (household_id) household_id, level, name collate "C" as name,
      array_agg(person_id) over (partition by household_id) as matched
      from found order by household_id, level, name collate "C")
    select *, count(*) over ()::int as total, (select count(*) from found) = ${MOST_FOUND} as "isCut" from best`;
}
