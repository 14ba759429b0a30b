import type { SqlParams } from '../../policy/sql-expression.js';
import { isInForceSql } from '../registry/fact-bag.js';
import type { RunVerdicts } from './run-verdicts.js';

/** Aid given by the day, with whether it runs on that day and whether it is of that year. */
export function heldSql({ on }: RunVerdicts, params: SqlParams): string {
  const day = params.add(on, 'date');
  return `select a.id, a.household_id, a.person_id, a.program_code as code, a.amount_fen, a.period, a.granted_on, a.case_id,
      ${isInForceSql('a', day)} as in_force, extract(year from a.granted_on) = extract(year from ${day}) as this_year
    from aid_record a where not a.plan_only and a.granted_on <= ${day}`;
}

/** Two records, or a record and a fit, of one person, or where one of them is the household's. */
export const samePerson = (a: string, b: string) =>
  `(${a}.person_id is null or ${b}.person_id is null or ${a}.person_id = ${b}.person_id)`;
