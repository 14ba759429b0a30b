import type { CheckedPlace } from '../registry/check-place.js';
import { recordObservations } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import type { Draft } from './change-draft.js';
import type { CarerInput, HukouInput } from './household-change.inputs.js';

/** Writes the household that members found, without its people yet. */
export async function addNewHousehold({ unit, household, newHouseholdId }: Draft, place: CheckedPlace): Promise<void> {
  await unit.sql(
    `insert into household (id, code, township_code, village_code, address, head_person_id, registered_by)
     values ($1, 'H' || lpad(nextval('household_number')::text, 6, '0'), $2, $3, $4, $5, $6)`,
    [newHouseholdId, place.townshipCode, place.villageCode, place.address, household.headPersonId, unit.actor.staffId],
  );
}

/** The new household's area type, as the register tells it. */
export async function recordArea(draft: Draft, householdId: string, kind: string, eventId: string): Promise<void> {
  await recordObservations(draft.unit, { householdId, eventId }, [
    { code: 'hh_area_type', value: kind, source: SOURCES.register.zh, observedOn: draft.effectiveOn },
  ]);
}

/** The household lives elsewhere from the day on; its area type follows, unless a different one was observed. */
export async function relocate(draft: Draft, place: CheckedPlace, eventId: string): Promise<void> {
  const { unit, household, effectiveOn } = draft;
  await unit.sql(
    `insert into household_place (household_id, from_on, township_code, village_code, address)
     select h.id, '-infinity', h.township_code, h.village_code, h.address from household h
     where h.id = $1 and not exists (select from household_place l where l.household_id = h.id)`,
    [household.id],
  );
  await unit.sql(
    `insert into household_place (household_id, from_on, township_code, village_code, address, event_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [household.id, effectiveOn, place.townshipCode, place.villageCode, place.address, eventId],
  );
  const before = unit.county.village(household.villageCode)?.village.kind;
  if (before !== place.kind) await recordArea(draft, household.id, place.kind, eventId);
}

/** Where people are registered from the day on; whether that is in the county becomes a fact. */
export async function setHukou(
  { unit, household, effectiveOn }: Draft,
  people: readonly string[],
  hukou: HukouInput,
  eventId: string,
): Promise<void> {
  await unit.sql(
    `insert into person_hukou (person_id, from_on, kind, township_code, village_code, address, event_id)
     select id, $2, $3, $4, $5, $6, $7 from unnest($1::uuid[]) id`,
    [
      people,
      effectiveOn,
      hukou.kind,
      hukou.townshipCode || null,
      hukou.villageCode || null,
      hukou.address.trim(),
      eventId,
    ],
  );
  await recordObservations(
    unit,
    { householdId: household.id, eventId },
    people.map((personId) => ({
      code: 'hukou_in_county',
      personId,
      value: Boolean(hukou.townshipCode),
      source: SOURCES.register.zh,
      observedOn: effectiveOn,
      verified: true,
    })),
  );
}

export async function nameCarer(
  { unit, effectiveOn }: Draft,
  people: readonly string[],
  carer: CarerInput,
  eventId: string,
): Promise<void> {
  await unit.sql(
    `insert into person_carer (person_id, kind, carer_id, carer_name, from_on, event_id)
     select id, $2, $3, $4, $5, $6 from unnest($1::uuid[]) id`,
    [people, carer.kind, carer.carerId || null, carer.carerName?.trim() || null, effectiveOn, eventId],
  );
}

export async function endCare({ unit, effectiveOn }: Draft, careId: string, eventId: string): Promise<void> {
  await unit.sql('update person_carer set until_on = $2, ended_by = $3 where id = $1', [careId, effectiveOn, eventId]);
}
