import { subject } from '@casl/ability';
import { today } from '../../platform/clock.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { addEvent } from '../household-change/add-event.js';
import { householdSizes, recordSizes } from '../household-change/household-sizes.js';
import { placeNew, settleHouseholds } from '../household-change/place-people.js';
import { lockIdNumbers } from '../registry/members.js';
import { insertPeople, peopleByIdNumber } from '../registry/people.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import { type HouseholdUnit, returns } from './check-people.js';
import { addEffects, type EffectSlice } from './effects.js';

const REASON = '数据导入';

/** Writes new households, many at once, and people who join registered ones. */
export async function writeHouseholds(
  unit: UnitOfWork,
  slice: EffectSlice,
  units: readonly HouseholdUnit[],
): Promise<void> {
  const open = await stillOpen(unit, units);
  await foundHouseholds(
    unit,
    slice,
    open.filter(({ householdId }) => householdId === null),
  );
  for (const { householdId, members } of open) {
    if (householdId !== null) await joinHousehold(unit, slice, householdId, members);
  }
}

/** Without those of whom somebody was registered since the check, and those that left the author's area. */
async function stillOpen(unit: UnitOfWork, units: readonly HouseholdUnit[]): Promise<HouseholdUnit[]> {
  const idNumbers = units.flatMap(({ members }) => members.map(({ idNumber }) => idNumber));
  await lockIdNumbers(unit, idNumbers);
  const registered = await peopleByIdNumber(unit, idNumbers);
  const joined = units.flatMap(({ householdId }) => householdId ?? []);
  const living = await unit.sql<{ id: string; townshipCode: string }>(
    `select id, township_code as "townshipCode" from household where id = any($1) and dissolved_on is null
     order by id for update`,
    [joined],
  );
  const townships = new Map(living.map(({ id, townshipCode }) => [id, townshipCode]));
  return units.filter(({ householdId, townshipCode, members }) => {
    const township = householdId === null ? townshipCode : townships.get(householdId);
    const action = householdId === null ? 'register' : 'edit';
    const isTaken = members.some((member) => {
      const person = registered.get(member.idNumber);
      return person && !returns(person, member);
    });
    if (!township || isTaken) return false;
    return unit.ability.can(action, subject('Household', { townshipCode: township }) as never);
  });
}

async function foundHouseholds(unit: UnitOfWork, slice: EffectSlice, fresh: readonly HouseholdUnit[]): Promise<void> {
  const homes = fresh.map((home) => ({ ...home, id: uuidv7() }));
  await unit.sql(
    `insert into household (id, code, township_code, village_code, address, registered_by)
     select n.id, 'H' || lpad(nextval('household_number')::text, 6, '0'), n."townshipCode", n."villageCode", n.address, $2
     from jsonb_to_recordset($1::jsonb) as n (id uuid, "townshipCode" text, "villageCode" text, address text)`,
    [JSON.stringify(homes.map(({ members: _members, ...home }) => home)), unit.actor.staffId],
  );
  const people = homes.flatMap(({ id, members }) => members.map((member) => ({ ...member, householdId: id })));
  const personIds = await takeIn(unit, people);
  await bringBack(unit, slice, people);
  const heads = people.flatMap(({ relation, householdId }, index) =>
    relation === 'head' ? [{ householdId, personId: personIds[index] }] : [],
  );
  await unit.sql(
    `update household h set head_person_id = n.person_id
     from unnest($1::uuid[], $2::uuid[]) as n (household_id, person_id) where h.id = n.household_id`,
    [heads.map(({ householdId }) => householdId), heads.map(({ personId }) => personId)],
  );
  const source = SOURCES.register.zh;
  const observed = await recordObservationsOfMany(
    unit,
    homes.map(({ id, members, areaType }) => ({
      householdId: id,
      facts: [
        { code: 'hh_size', value: members.length, source },
        { code: 'hh_area_type', value: areaType, source },
      ],
    })),
  );
  await addEffects(
    unit,
    slice,
    'household',
    homes.map(({ id }) => id),
  );
  await addEffects(unit, slice, 'person', personIds);
  await addEffects(unit, slice, 'observation', observed);
}

/** People come into a registered household, as a change of it. */
async function joinHousehold(
  unit: UnitOfWork,
  slice: EffectSlice,
  householdId: string,
  members: HouseholdUnit['members'],
): Promise<void> {
  const on = today();
  const sizes = await householdSizes(unit, [householdId]);
  const people = await takeIn(
    unit,
    members.map((member) => ({ ...member, householdId })),
  );
  const eventId = await addEvent(unit, {
    kind: 'moved_in',
    effectiveOn: on,
    reason: REASON,
    households: [householdId],
    people,
  });
  const places = people.map((personId, index) => ({
    personId,
    householdId,
    relation: members[index]?.relation ?? null,
    gone: null,
  }));
  await placeNew(unit, places, on, eventId);
  await settleHouseholds(unit, people, [householdId], on);
  await recordSizes(unit, sizes, on, eventId);
  await addEffects(unit, slice, 'person', people);
  await addEffects(unit, slice, 'household_event', [eventId]);
}

type Newcomer = HouseholdUnit['members'][number] & { householdId: string };

/** Writes those who are new. Answers the ids of all, in order. */
async function takeIn(unit: UnitOfWork, people: readonly Newcomer[]): Promise<string[]> {
  const fresh = people.filter(({ personId }) => personId === null);
  const ids = await insertPeople(unit, fresh);
  const idOf = new Map(fresh.map((person, index) => [person, ids[index] as string]));
  return people.map((person) => person.personId ?? (idOf.get(person) as string));
}

/** Those whose registration was taken back come into their new households, as a change of each. */
async function bringBack(unit: UnitOfWork, slice: EffectSlice, people: readonly Newcomer[]): Promise<void> {
  const on = today();
  const returning = people.filter(({ personId }) => personId !== null);
  for (const [householdId, members] of Map.groupBy(returning, (one) => one.householdId)) {
    const ids = members.map(({ personId }) => personId as string);
    const change = {
      kind: 'moved_in' as const,
      effectiveOn: on,
      reason: REASON,
      households: [householdId],
      people: ids,
    };
    const eventId = await addEvent(unit, change);
    const places = members.map(({ relation }, index) => ({
      personId: ids[index] as string,
      householdId,
      relation,
      gone: null,
    }));
    await placeNew(unit, places, on, eventId);
    await settleHouseholds(unit, ids, [householdId], on);
    await addEffects(unit, slice, 'household_event', [eventId]);
  }
}
