import type { CountySource } from '../../policy/county-rows.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { inForceSql, isInForceSql } from './fact-bag.js';

/**
 * The facts of everyone whose household `where` lets in (an SQL condition on `h`, the household), as `loadFactBags`
 * answers them without a case: what was observed, and from the registry, unless observed, the size of the household,
 * age, sex, and the programs in force on the day (YYYY-MM-DD). Facts of a case are unknown. Whoever died or left the
 * county is not among them.
 */
export function countyFacts(on: string, where?: (params: SqlParams) => string): CountySource {
  return factsOf(on, { isWhole: where === undefined, households: (params) => where?.(params) });
}

/**
 * The same facts of the whole county in two halves of about the same size, to be read side by side. Each has whole
 * households with everybody in them.
 */
export function halvesOfCounty(on: string): CountySource[] {
  return ['< 0', '>= 0'].map((half) => {
    const isIn = (householdId: string) => `uuid_hash(${householdId}) ${half}`;
    return factsOf(on, {
      isWhole: true,
      households: () => isIn('h.id'),
      people: isIn('p.household_id'),
      held: isIn('a.household_id'),
    });
  });
}

/** SQL conditions that let households, people and aid in. */
interface Extent {
  isWhole: boolean;
  households(params: SqlParams): string | undefined;
  people?: string;
  held?: string;
}

function factsOf(
  on: string,
  { isWhole, households, people = 'p.household_id is not null', held = 'true' }: Extent,
): CountySource {
  return {
    has: ({ scope }) => scope !== 'case',
    isWhole,
    people: (codes, params) => peopleSql(codes, on, people, params),
    members: (codes, params) => peopleSql([...codes], on, people, params),
    households: (codes, params) => {
      const columns = codes.map(
        (code) => `${code === 'hh_size' ? 'coalesce(hf.hh_size, n.size)' : `hf.${code}`} as ${code}`,
      );
      return `select ${['h.id as household_id', ...columns].join(', ')}
        from household h
        left join household_facts hf on hf.household_id = h.id
        ${codes.includes('hh_size') ? `left join (select p.household_id, count(*)::int as size from person p where ${people} group by p.household_id) n on n.household_id = h.id` : ''}
        where ${households(params) ?? 'true'}`;
    },
    held: (codes, params) => `select a.household_id, a.person_id, a.program_code from aid_record a
      where a.program_code = any(${params.add(codes, 'text[]')}) and ${held} and ${isInForceSql('a', params.add(on, 'date'))}`,
  };
}

function peopleSql(codes: readonly string[], on: string, where: string, params: SqlParams): string {
  const columns = codes.map((code) => `${personFact(code, on, params)} as ${code}`);
  return `select ${['p.household_id', 'p.id as person_id', ...columns].join(', ')}
    from person p left join person_facts pf on pf.person_id = p.id where ${where}`;
}

/** SQL of one fact of a person: the typed column, else what the registry says. */
function personFact(code: string, on: string, params: SqlParams): string {
  const observed = `pf.${code}`;
  switch (code) {
    case 'age':
      return `coalesce(${observed}, ${ageSql(on, params)})`;
    case 'sex':
      return `coalesce(${observed}, p.sex)`;
    case 'existing_benefits':
      return `coalesce(${observed}, ${inForceSql({ household: 'p.household_id', person: 'p.id', day: params.add(on, 'date') })})`;
    default:
      return observed;
  }
}

/** Years before and after a day within which people are born. */
const AGES = { oldest: 150, unborn: -100 };

/**
 * Full years on a day, as `ageOn` counts them. One search among days costs a quarter of what comparing parts of dates does.
 */
function ageSql(on: string, params: SqlParams): string {
  const { oldest, unborn } = AGES;
  const days = Array.from({ length: oldest - unborn + 1 }, (_none, index) => dayAfterYears(on, index - oldest));
  return `${oldest} - width_bucket(p.birth_date, ${params.add(days, 'date[]')})`;
}

/** The first day, in the year so many years later, of those whose birthday comes after the day's. */
function dayAfterYears(on: string, years: number): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  if (month === 2 && day === 29) return `${year + years}-03-01`;
  return new Date(Date.UTC(year + years, month - 1, day + 1)).toISOString().slice(0, 10);
}
