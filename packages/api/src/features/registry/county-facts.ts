import { FACTS } from '@yimen/schema';
import type { FactSource } from '../../policy/county-sql.js';
import type { SqlParams } from '../../policy/sql-expression.js';
import { inForceSql } from './fact-bag.js';

const FACT_OF = new Map(FACTS.map((fact) => [fact.code, fact]));

/**
 * The facts of everyone whose household `where` lets in (an SQL condition on `h`, the household), as `loadFactBags`
 * answers them without a case: what was observed, and from the registry, unless observed, the size of the household,
 * age, sex, and the programs in force on the day (YYYY-MM-DD). Facts of a case are unknown.
 */
export function countyFacts(on: string, where: (params: SqlParams) => string = () => 'true'): FactSource {
  return {
    has: ({ scope }) => scope !== 'case',
    select: (codes, params) => {
      const columns = [...codes].map((code) => `${columnOf(code, on, params)} as ${code}`);
      return `select ${['p.household_id', 'p.id as person_id', ...columns].join(', ')}
        from person p
        join household h on h.id = p.household_id
        left join household_facts hf on hf.household_id = p.household_id
        left join person_facts pf on pf.person_id = p.id
        ${codes.has('hh_size') ? 'join (select household_id, count(*)::int as size from person group by household_id) n on n.household_id = p.household_id' : ''}
        where ${where(params)}`;
    },
    members: (codes, params) => {
      const columns = [...codes].map((code) => `${columnOf(code, on, params)} as ${code}`);
      return `select ${['p.household_id', 'p.id as person_id', ...columns].join(', ')}
        from person p left join person_facts pf on pf.person_id = p.id`;
    },
  };
}

/** SQL of one fact's value: the typed column, else what the registry says. */
function columnOf(code: string, on: string, params: SqlParams): string {
  const observed = `${FACT_OF.get(code)?.scope === 'household' ? 'hf' : 'pf'}.${code}`;
  switch (code) {
    case 'hh_size':
      return `coalesce(${observed}, n.size)`;
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

/** Full years on a day, as `ageOn` counts them. */
function ageSql(on: string, params: SqlParams): string {
  const [year, month, day] = on.split('-').map(Number) as [number, number, number];
  const before = `date_part('month', p.birth_date) * 100 + date_part('day', p.birth_date) > ${params.add(month * 100 + day, 'int4')}`;
  return `${params.add(year, 'int4')} - date_part('year', p.birth_date)::int - case when ${before} then 1 else 0 end`;
}
