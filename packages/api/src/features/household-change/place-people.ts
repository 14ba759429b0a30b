import type { UnitOfWork } from '../../platform/run-command.js';
import type { Placement } from './change-draft.js';

/**
 * Writes where people are from a day on (YYYY-MM-DD), until their next row. Who never changed before gets a row of where
 * he was since he was born, as far as is known.
 */
export async function placePeople(
  { sql }: Pick<UnitOfWork, 'sql'>,
  placements: readonly Placement[],
  from: string,
  eventId: string,
): Promise<void> {
  const ids = placements.map(({ personId }) => personId);
  await sql(
    `insert into household_member (person_id, from_on, household_id, relation)
     select p.id, p.birth_date, p.household_id, p.relation from person p
     where p.id = any($1) and p.household_id is not null
       and not exists (select from household_member m where m.person_id = p.id)`,
    [ids],
  );
  await placeNew({ sql }, placements, from, eventId);
}

/** The same for people who were in no household before. */
export async function placeNew(
  { sql }: Pick<UnitOfWork, 'sql'>,
  placements: readonly Placement[],
  from: string,
  eventId: string,
): Promise<void> {
  await sql(
    `insert into household_member (person_id, from_on, household_id, relation, gone, event_id)
     select t.person_id, $5::date, t.household_id, t.relation, t.gone, $6
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as t (person_id, household_id, relation, gone)`,
    [
      placements.map(({ personId }) => personId),
      placements.map(({ householdId }) => householdId),
      placements.map(({ relation }) => relation),
      placements.map(({ gone }) => gone),
      from,
      eventId,
    ],
  );
}

/** A case that still asks for a decision goes with its beneficiary. */
const CLOSED_CASES = `('adopted', 'settled', 'refused')`;

/**
 * Brings `person` and `household` up to what their rows say is so now: who is where, heads, places, households without
 * people dissolved. Aid of a person and his open cases and applications go with him. Counts the change of each household.
 */
export async function settleHouseholds(
  { sql }: Pick<UnitOfWork, 'sql'>,
  people: readonly string[],
  households: readonly string[],
  on: string,
): Promise<void> {
  await sql(
    `update person p set household_id = m.household_id, relation = coalesce(m.relation, p.relation), gone = m.gone,
       gone_on = case when m.gone is not null then m.from_on end,
       last_household_id = case when m.household_id is null then coalesce(p.household_id, p.last_household_id) end
     from (select distinct on (person_id) * from household_member where person_id = any($1)
           order by person_id, from_on desc, id desc) m
     where p.id = m.person_id`,
    [people],
  );
  await sql(
    `update household h set township_code = l.township_code, village_code = l.village_code, address = l.address
     from (select distinct on (household_id) * from household_place where household_id = any($1)
           order by household_id, from_on desc, id desc) l
     where h.id = l.household_id`,
    [households],
  );
  await sql(
    `update household h set version = h.version + 1,
       head_person_id = coalesce((select p.id from person p where p.household_id = h.id and p.relation = 'head'), h.head_person_id),
       dissolved_on = case when not exists (select from person p where p.household_id = h.id) then coalesce(h.dissolved_on, $2) end
     where h.id = any($1)`,
    [households, on],
  );
  for (const follows of [
    'aid_record a set household_id = p.household_id from person p where p.id = a.person_id and a.household_id <> p.household_id',
    `case_file a set household_id = p.household_id from person p where p.id = a.beneficiary_id
       and a.household_id <> p.household_id and a.status not in ${CLOSED_CASES}`,
    `application a set household_id = p.household_id from person p where p.id = a.person_id
       and a.household_id <> p.household_id and a.status = 'submitted'`,
  ]) {
    await sql(`update ${follows} and p.id = any($1)`, [people]);
  }
}
