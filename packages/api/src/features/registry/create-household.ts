import type { UnitOfWork } from '../../platform/run-command.js';
import type { CheckedMember } from './members.js';
import { insertPeople } from './people.js';
import { recordObservations } from './record-observations.js';
import { SOURCES } from './sources.js';

export interface NewHousehold {
  townshipCode: string;
  villageCode: string;
  address: string;
  /** `urban` or `rural`. */
  areaType: string;
  /** At least one, exactly one of them the head; none registered yet. */
  members: readonly CheckedMember[];
}

/** Writes a new household with its people, and records its size and area type as facts. Answers its id and theirs, in order. */
export async function createHousehold(
  unit: UnitOfWork,
  input: NewHousehold,
): Promise<{ householdId: string; personIds: string[] }> {
  const { members } = input;
  const [household] = await unit.sql<{ id: string }>(
    `insert into household (code, township_code, village_code, address, registered_by)
     values ('H' || lpad(nextval('household_number')::text, 6, '0'), $1, $2, $3, $4) returning id`,
    [input.townshipCode, input.villageCode, input.address, unit.actor.staffId],
  );
  const householdId = household?.id as string;
  const personIds = await insertPeople(
    unit,
    members.map((member) => ({ ...member, householdId })),
  );
  const headId = personIds[members.findIndex((member) => member.relation === 'head')];
  await unit.sql('update household set head_person_id = $2 where id = $1', [householdId, headId]);
  await recordObservations(unit, { householdId }, [
    { code: 'hh_size', value: members.length, source: SOURCES.register.zh },
    { code: 'hh_area_type', value: input.areaType, source: SOURCES.register.zh },
  ]);
  return { householdId, personIds };
}
