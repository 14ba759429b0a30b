import { countyRows } from '../../policy/county-rows.js';
import { type ParsedPack, parsePack } from '../../policy/parsed-pack.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { countyFacts } from '../registry/county-facts.js';
import { isInForceSql } from '../registry/fact-bag.js';
import type { ListCondition, MatchDefinition, MatchSource } from './match-source.js';

/** Whether a match finds people or households. */
export type MatchUnit = 'person' | 'household';

/** A day and its rules. */
export interface MatchDay {
  /** YYYY-MM-DD. */
  on: string;
  parsed: ParsedPack;
}

/** Names the only program of a pack that holds a source's rule. */
const RULE = 'MATCH';

/**
 * A SELECT of those whom a definition finds: `mark` (the same wherever somebody stands), `person_id`, `household_id`,
 * `entry_id` (of the first list that has him), `township_code`, `village_code`. Somebody whom the registry does not know
 * has a mark and an entry only.
 */
export function matchSql({ all, none }: MatchDefinition, unit: MatchUnit, day: MatchDay, params: SqlParams): string {
  const [first, ...others] = all;
  if (!first) throw new Error('A match begins with a source');
  const among = (source: MatchSource) => `select mark from (${sourceSql(source, unit, day, params)}) o`;
  const conditions = [
    ...others.map((source) => `s.mark in (${among(source)})`),
    ...none.map((source) => `s.mark not in (${among(source)})`),
  ];
  return `select distinct on (s.mark) s.* from (${sourceSql(first, unit, day, params)}) s
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} order by s.mark, s.entry_id`;
}

/** How many stand in which of two to four sources together: `places` (a bit a source, the first the lowest) and `names`. */
export function overlapSql(sources: readonly MatchSource[], unit: MatchUnit, day: MatchDay, params: SqlParams): string {
  const parts = sources.map(
    (source, index) => `select distinct mark, ${2 ** index} as bit from (${sourceSql(source, unit, day, params)}) o`,
  );
  return `select places, count(*)::int as names from (
      select mark, sum(bit)::int as places from (${parts.join(' union all ')}) p group by mark) m
    group by places order by places`;
}

/** A SELECT of those in a source, with the columns of `matchSql`; somebody may stand there twice. */
function sourceSql(source: MatchSource, unit: MatchUnit, day: MatchDay, params: SqlParams): string {
  const rows = peopleSql(source, day, params);
  const mark = unit === 'person' ? 'r.person_id' : 'r.household_id';
  return `select coalesce(${mark}::text, r.list_mark) as mark, ${unit === 'person' ? 'r.person_id' : 'null::uuid as person_id'},
    r.household_id, r.entry_id, coalesce(h.township_code, r.township_code) as township_code,
    coalesce(h.village_code, r.village_code) as village_code
    from (${rows}) r left join household h on h.id = r.household_id`;
}

const IN_REGISTRY = `p.id as person_id, p.household_id, null::text as list_mark, null::uuid as entry_id,
  null::text as township_code, null::text as village_code`;

function peopleSql(source: MatchSource, { on, parsed }: MatchDay, params: SqlParams): string {
  switch (source.kind) {
    case 'list': {
      const conditions = source.conditions.map((condition) => conditionSql(condition, params));
      return `select e.person_id, e.household_id, e.mark as list_mark, e.id as entry_id, e.township_code, e.village_code
        from kept_list_entry e join kept_list l on l.id = e.list_id
        where ${[`l.id = ${params.add(source.listId, 'uuid')}`, 'e.to_number is null', 'e.from_number <= l.current_number', ...conditions].join(' and ')}`;
    }
    case 'level':
      return `select ${IN_REGISTRY} from register_spell s
        join person p on p.household_id = s.household_id and (s.person_id is null or s.person_id = p.id)
        where s.level = any(${params.add(source.levels, 'text[]')}) and s.began_on <= ${params.add(on, 'date')}
          and (s.ended_on is null or s.ended_on > ${params.add(on, 'date')})`;
    case 'program':
      return `select ${IN_REGISTRY} from aid_record a
        join person p on p.household_id = a.household_id and (a.person_id is null or a.person_id = p.id)
        where a.program_code = any(${params.add(source.programs, 'text[]')}) and ${isInForceSql('a', params.add(on, 'date'))}`;
    case 'rule': {
      const { programs, from } = countyRows(withRule(parsed, source.rule), [RULE], on, countyFacts(on), params);
      const holds = programs[0]?.eligible ?? 'false';
      return `select ${IN_REGISTRY} from ${from(`f.person_id, ${holds}`)} join person p on p.id = f.person_id where ${holds}`;
    }
  }
}

function withRule(parsed: ParsedPack, rule: string): ParsedPack {
  const [like] = parsed.pack.programs;
  if (!like) throw new Error('A county pack has programs');
  const amount = { kind: 'SERVICE' as const, unit: like.amount.unit };
  const program = { ...like, code: RULE, rule, amount, variants: [], subBenefits: [] };
  return parsePack({ ...parsed.pack, programs: [program] }, parsed);
}

/** A condition on the attributes of an entry `e`; nothing but `is_unknown` holds of what is not filled in. */
function conditionSql({ column, operator, value }: ListCondition, params: SqlParams): string {
  const held = `e.attributes -> ${params.add(column, 'text')}`;
  const typed = `coalesce(jsonb_typeof(${held}), 'null')`;
  const compared = params.add(JSON.stringify(value), 'jsonb');
  switch (operator) {
    case 'is':
      return `${held} = ${compared}`;
    case 'is_not':
      return `${typed} <> 'null' and ${held} <> ${compared}`;
    case 'is_unknown':
      return `${typed} = 'null'`;
    case 'at_least':
      return `${typed} = jsonb_typeof(${compared}) and ${held} >= ${compared}`;
    case 'at_most':
      return `${typed} = jsonb_typeof(${compared}) and ${held} <= ${compared}`;
  }
}
