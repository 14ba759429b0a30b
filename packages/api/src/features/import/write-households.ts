import { subject } from '@casl/ability';
import type { UnitOfWork } from '../../platform/run-command.js';
import { uuidv7 } from '../../platform/uuid.js';
import { lockIdNumbers } from '../registry/members.js';
import { insertPeople, peopleByIdNumber } from '../registry/people.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';
import type { HouseholdUnit } from './check-people.js';
import { addEffects, addObservationEffects, type EffectSlice } from './effects.js';

interface Joined {
  id: string;
  /** How many people it had before, and how many its facts say. */
  members: number;
  recorded: number | null;
}

/** Writes new households and people who join registered ones, many at once. */
export async function writeHouseholds(
  unit: UnitOfWork,
  slice: EffectSlice,
  units: readonly HouseholdUnit[],
): Promise<void> {
  const open = await stillOpen(unit, units);
  const fresh = open.filter(({ householdId }) => householdId === null);
  const joining = open.filter(({ householdId }) => householdId !== null);
  const homes = new Map(open.map((home) => [home, home.householdId ?? uuidv7()]));
  await insertHouseholds(unit, homes, fresh);
  const joined = await lockJoined(unit, joining);
  const people = open.flatMap((home) =>
    home.members.map(({ row: _row, ...member }) => ({ ...member, householdId: homes.get(home) as string })),
  );
  const personIds = await insertPeople(unit, people);
  const heads = people.flatMap(({ relation, householdId }, index) =>
    relation === 'head' ? [{ householdId, personId: personIds[index] as string }] : [],
  );
  await unit.sql(
    `update household h set head_person_id = n.person_id
     from unnest($1::uuid[], $2::uuid[]) as n (household_id, person_id) where h.id = n.household_id`,
    [heads.map(({ householdId }) => householdId), heads.map(({ personId }) => personId)],
  );
  await observeSizes(unit, homes, joined);
  const freshIds = fresh.map((home) => homes.get(home) as string);
  await addEffects(unit, slice, 'household', freshIds);
  await addEffects(unit, slice, 'person', personIds);
  await addObservationEffects(unit, slice, [...homes.values()]);
}

/** Without those of whom somebody was registered since the check, and those that left the author's area. */
async function stillOpen(unit: UnitOfWork, units: readonly HouseholdUnit[]): Promise<HouseholdUnit[]> {
  const idNumbers = units.flatMap(({ members }) => members.map(({ idNumber }) => idNumber));
  await lockIdNumbers(unit, idNumbers);
  const registered = await peopleByIdNumber(unit, idNumbers);
  return units.filter(
    ({ townshipCode, householdId, members }) =>
      unit.ability.can(householdId ? 'edit' : 'register', subject('Household', { townshipCode }) as never) &&
      !members.some(({ idNumber }) => registered.has(idNumber)),
  );
}

async function insertHouseholds(
  unit: UnitOfWork,
  homes: ReadonlyMap<HouseholdUnit, string>,
  fresh: readonly HouseholdUnit[],
): Promise<void> {
  const records = fresh.map((home) => {
    const { townshipCode, villageCode, address } = home;
    return { id: homes.get(home), townshipCode, villageCode, address };
  });
  await unit.sql(
    `insert into household (id, code, township_code, village_code, address, registered_by)
     select n.id, 'H' || lpad(nextval('household_number')::text, 6, '0'), n."townshipCode", n."villageCode", n.address, $2
     from jsonb_to_recordset($1::jsonb)
       as n (id uuid, "townshipCode" text, "villageCode" text, address text)`,
    [JSON.stringify(records), unit.actor.staffId],
  );
}

async function lockJoined(unit: UnitOfWork, joining: readonly HouseholdUnit[]): Promise<Joined[]> {
  const ids = joining.map(({ householdId }) => householdId);
  await unit.sql('select from household where id = any($1) order by id for update', [ids]);
  return unit.sql<Joined>(
    `update household h set version = h.version + 1
     from (select h.id, (select count(*)::int from person p where p.household_id = h.id) as members, f.hh_size as recorded
           from household h left join household_facts f on f.household_id = h.id where h.id = any($1)) n
     where h.id = n.id returning h.id, n.members, n.recorded`,
    [ids],
  );
}

/** The size of new households and their kind; of joined ones the size, unless a different one was observed. */
async function observeSizes(
  unit: UnitOfWork,
  homes: ReadonlyMap<HouseholdUnit, string>,
  joined: readonly Joined[],
): Promise<void> {
  const before = new Map(joined.map((one) => [one.id, one]));
  const source = SOURCES.register.zh;
  const batches = [...homes].map(([{ householdId, members, areaType }, id]) => {
    const former = before.get(id);
    const follows = !former || former.members === former.recorded;
    const size = { code: 'hh_size', value: (former?.members ?? 0) + members.length, source };
    const kind = { code: 'hh_area_type', value: areaType, source };
    return { householdId: id, facts: [...(follows ? [size] : []), ...(householdId === null ? [kind] : [])] };
  });
  await recordObservationsOfMany(unit, batches);
}
