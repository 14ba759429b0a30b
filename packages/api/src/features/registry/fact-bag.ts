import { ageOn } from '../../platform/clock.js';
import type { Sql } from '../../platform/run-command.js';
import type { FactBag, FactValue, KnownFact } from '../../policy/types.js';
import { SOURCES } from './sources.js';

/** Whose facts: a person, with his household and, when there is one, the case. */
export interface FactSubject {
  householdId: string;
  personId: string;
  caseId?: string | null;
}

interface ObservedRow {
  place: number;
  fact: string;
  value: FactValue;
  source: string;
  observedOn: string;
  verified: boolean;
}

interface RegistryRow {
  place: number;
  size: number;
  birthDate: string;
  sex: string;
  benefits: string[];
}

const SUBJECTS = `unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as k (household_id, person_id, case_id, place)`;

const OBSERVED = `
  select distinct on (k.place, o.fact) k.place::int as place, o.fact, o.value, o.source, o.observed_on as "observedOn", o.verified
  from ${SUBJECTS}
  join observation o on o.household_id = k.household_id
    and (o.person_id is null or o.person_id = k.person_id) and (o.case_id is null or o.case_id = k.case_id)
  order by k.place, o.fact, o.observed_on desc, o.verified desc, o.recorded_at desc, o.id desc`;

interface InForce {
  household: string;
  person: string;
  day: string;
  /** Leaves out what this case gave. */
  caseId?: string;
}

/** SQL of the programs in force on a day: running support that has not ended, and this year's yearly payments. */
export function inForceSql({ household, person, day, caseId }: InForce): string {
  return `array(
      select distinct a.program_code from aid_record a
      where a.household_id = ${household} and (a.person_id is null or a.person_id = ${person}) and not a.plan_only
        ${caseId ? `and (${caseId} is null or a.case_id is distinct from ${caseId})` : ''}
        and a.granted_on <= ${day} and (a.ended_on is null or a.ended_on >= ${day})
        and (a.period in ('monthly', 'ongoing')
          or a.period = 'yearly' and extract(year from a.granted_on) = extract(year from ${day}))
      order by 1)`;
}

const REGISTERED = `
  select k.place::int as place, p.birth_date as "birthDate", p.sex,
    (select count(*)::int from person m where m.household_id = k.household_id) as size,
    ${inForceSql({ household: 'k.household_id', person: 'k.person_id', day: '$4::date', caseId: 'k.case_id' })} as benefits
  from ${SUBJECTS}
  join person p on p.id = k.person_id and p.household_id = k.household_id`;

/** Everything known of one person for a judgement on a day (YYYY-MM-DD). Throws when the person is not in the household. */
export async function loadFactBag(sql: Sql, ids: FactSubject, on: string): Promise<FactBag> {
  const [bag] = await loadFactBags(sql, [ids], on);
  return bag as FactBag;
}

/**
 * The fact bags of several people, in the order of `list`: what was observed, and from the registry, unless observed,
 * the size of the household, age on that day, sex, and the programs in force on that day.
 */
export async function loadFactBags(sql: Sql, list: readonly FactSubject[], on: string): Promise<FactBag[]> {
  const keys = [
    list.map((ids) => ids.householdId),
    list.map((ids) => ids.personId),
    list.map((ids) => ids.caseId ?? null),
  ];
  const observed = await sql<ObservedRow>(OBSERVED, keys);
  const registered = await sql<RegistryRow>(REGISTERED, [...keys, on]);
  const bags = list.map((): Record<string, KnownFact> => ({}));
  for (const { place, size, birthDate, sex, benefits } of registered) {
    const bag = bags[place - 1] as Record<string, KnownFact>;
    const register = { source: SOURCES.register.zh, observedOn: on };
    bag.hh_size = { value: size, ...register };
    bag.age = { value: ageOn(birthDate, on), ...register };
    bag.sex = { value: sex, ...register };
    bag.existing_benefits = { value: benefits, source: SOURCES.aidLedger.zh, observedOn: on };
  }
  const unregistered = list.find((_ids, index) => bags[index]?.sex === undefined);
  if (unregistered) throw new Error(`Person ${unregistered.personId} is not in household ${unregistered.householdId}`);
  for (const { place, fact, value, source, observedOn, verified } of observed) {
    (bags[place - 1] as Record<string, KnownFact>)[fact] = { value, source, observedOn, verified };
  }
  return bags;
}
