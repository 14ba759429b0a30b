import { RELATIONS, type Relation } from '@yimen/schema';
import { ageOn } from '../../platform/clock.js';
import type { Sql } from '../../platform/run-command.js';
import { MEMBERS, Member } from '../../policy/feel-household.js';
import type { Bilingual, FactBag, FactValue, KnownFact } from '../../policy/types.js';
import { STANDS, WINNER_FIRST } from './project-facts.js';
import { SOURCES } from './sources.js';

/** Whose facts: a person, with his household and, when there is one, the case. */
export interface FactSubject {
  householdId: string;
  personId: string;
  caseId?: string | null;
}

interface ObservedRow {
  place: number;
  /** Null for a fact of the household or the case. */
  personId: string | null;
  fact: string;
  value: FactValue;
  source: string;
  observedOn: string;
  verified: boolean;
}

interface RegistryRow {
  place: number;
  personId: string;
  /** Whether he is in the household now. */
  isMember: boolean;
  relation: string;
  birthDate: string;
  sex: string;
  benefits: string[];
}

type Known = Record<string, KnownFact>;

const SUBJECTS = `unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as k (household_id, person_id, case_id, place)`;

const OBSERVED = `
  select distinct on (k.place, o.person_id, o.fact) k.place::int as place, o.person_id as "personId", o.fact, o.value, o.source, o.observed_on as "observedOn", o.verified
  from ${SUBJECTS}
  cross join lateral (
    select * from observation where household_id = k.household_id and person_id is null and case_id is null
    union all
    select * from observation where case_id = k.case_id
    union all
    select * from observation
    where person_id in (select id from person where household_id = k.household_id union select k.person_id)) o
  where ${STANDS} and ($4::timestamptz is null or o.observed_on <= $5::date or o.recorded_at <= $4)
  order by k.place, o.person_id, o.fact, ${WINNER_FIRST}`;

interface InForce {
  household: string;
  person: string;
  day: string;
  /** Leaves out what this case gave. */
  caseId?: string;
}

/** SQL of whether a record `a` of aid is in force on a day: running support that has not ended, this year's yearly payments. */
export function isInForceSql(a: string, day: string): string {
  return `not ${a}.plan_only and ${a}.granted_on <= ${day} and (${a}.ended_on is null or ${a}.ended_on >= ${day})
        and (${a}.period in ('monthly', 'ongoing')
          or ${a}.period = 'yearly' and extract(year from ${a}.granted_on) = extract(year from ${day}))`;
}

/** SQL of the programs in force on a day. */
export function inForceSql({ household, person, day, caseId }: InForce): string {
  return `array(
      select distinct a.program_code from aid_record a
      where a.household_id = ${household} and (a.person_id is null or a.person_id = ${person})
        ${caseId ? `and (${caseId} is null or a.case_id is distinct from ${caseId})` : ''}
        and ${isInForceSql('a', day)}
      order by 1)`;
}

const REGISTERED = `
  select k.place::int as place, p.id as "personId", p.household_id is not distinct from k.household_id as "isMember",
    p.relation, p.birth_date as "birthDate", p.sex,
    ${inForceSql({ household: 'k.household_id', person: 'p.id', day: '$4::date', caseId: 'k.case_id' })} as benefits
  from ${SUBJECTS}
  join person p on p.household_id = k.household_id or p.id = k.person_id
  order by k.place, p.id`;

/** A look back: what was true on a day as it is known now. */
export interface LookBack {
  /** What was recorded until then counts, also where it was observed after the day: a decision rested on it. */
  knownBy: string;
  /** The day by which aid in force is told, YYYY-MM-DD. */
  aidOn: string;
}

/** Everything known of one person for a judgement on a day (YYYY-MM-DD). Throws when there is no such person. */
export async function loadFactBag(sql: Sql, ids: FactSubject, on: string, back?: LookBack): Promise<FactBag> {
  const [bag] = await loadFactBags(sql, [ids], on, back);
  return bag as FactBag;
}

/**
 * The fact bags of several people, in the order of `list`, each with the members of the household: what was observed,
 * and from the registry, unless observed, the size of the household, age on that day, sex, and the programs in force on
 * that day. Facts of a person go with the person from household to household; who died or left the household of his
 * case is still judged with its facts.
 */
export async function loadFactBags(
  sql: Sql,
  list: readonly FactSubject[],
  on: string,
  back?: LookBack,
): Promise<FactBag[]> {
  const keys = [
    list.map((ids) => ids.householdId),
    list.map((ids) => ids.personId),
    list.map((ids) => ids.caseId ?? null),
  ];
  const observed = await sql<ObservedRow>(OBSERVED, [...keys, back?.knownBy ?? null, on]);
  const registered = await sql<RegistryRow>(REGISTERED, [...keys, back?.aidOn ?? on]);
  const register = { source: SOURCES.register.zh, observedOn: on };
  const known = list.map((): Map<string | null, Known> => new Map());
  for (const { place, personId, birthDate, sex, benefits } of registered) {
    known[place - 1]?.set(personId, {
      age: { value: ageOn(birthDate, on), ...register },
      sex: { value: sex, ...register },
      existing_benefits: { value: benefits, source: SOURCES.aidLedger.zh, observedOn: on },
    });
  }
  for (const { place, personId, fact, value, source, observedOn, verified } of observed) {
    const all = known[place - 1] as Map<string | null, Known>;
    all.set(personId, { ...all.get(personId), [fact]: { value, source, observedOn, verified } });
  }
  const households = Map.groupBy(registered, ({ place }) => place);
  return list.map(({ personId }, index) => {
    const all = known[index] as Map<string | null, Known>;
    const members = households.get(index + 1) ?? [];
    const own = members.some((member) => member.personId === personId) && all.get(personId);
    if (!own) throw new Error(`No person ${personId}`);
    return {
      hh_size: { value: members.filter(({ isMember }) => isMember).length, ...register },
      ...own,
      ...all.get(null),
      [MEMBERS]: labelled(members).map(
        ([id, label]) => new Member(id, label, id === personId ? undefined : (all.get(id) ?? {})),
      ),
    };
  });
}

/** Members told apart by their relation to the head, numbered where it is the same. */
function labelled(members: readonly RegistryRow[]): [personId: string, label: Bilingual][] {
  const like = Map.groupBy(members, ({ relation }) => relation);
  return members.map((member) => {
    const { zh, en } = RELATIONS[member.relation as Relation] ?? RELATIONS.other;
    const alike = like.get(member.relation) ?? [];
    if (alike.length < 2) return [member.personId, { zh, en }];
    const number = alike.indexOf(member) + 1;
    return [member.personId, { zh: `${zh}${number}`, en: `${en} ${number}` }];
  });
}
