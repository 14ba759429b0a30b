import type { UnitOfWork } from '../../platform/run-command.js';
import { recordObservationsOfMany } from '../registry/record-observations.js';
import { SOURCES } from '../registry/sources.js';

/** How many people a household has, and how many were observed last. */
export interface HouseholdSize {
  householdId: string;
  members: number;
  recorded: number | null;
  recordedOn: string | null;
}

export function householdSizes(
  { sql }: Pick<UnitOfWork, 'sql'>,
  households: readonly string[],
): Promise<HouseholdSize[]> {
  return sql<HouseholdSize>(
    `select h.id as "householdId", (select count(*)::int from person p where p.household_id = h.id) as members,
       f.hh_size as recorded,
       (select max(o.observed_on) from observation o where o.household_id = h.id and o.fact = 'hh_size') as "recordedOn"
     from unnest($1::uuid[]) h (id) left join household_facts f on f.household_id = h.id`,
    [households],
  );
}

/**
 * Records the sizes of households that changed on a day, unless a size was observed that is not the number of their
 * people: somebody counted otherwise. A household without people keeps its last size.
 */
export async function recordSizes(
  unit: UnitOfWork,
  before: readonly HouseholdSize[],
  on: string,
  eventId: string,
): Promise<void> {
  const sizes = new Map(before.map((size) => [size.householdId, size]));
  const after = await householdSizes(unit, [...sizes.keys()]);
  const changed = after.filter(({ householdId, members }) => {
    const size = sizes.get(householdId) as HouseholdSize;
    return members > 0 && members !== size.members && (size.recorded ?? size.members) === size.members;
  });
  await recordObservationsOfMany(
    unit,
    changed.map(({ householdId, members, recordedOn }) => ({
      householdId,
      eventId,
      facts: [
        {
          code: 'hh_size',
          value: members,
          source: SOURCES.register.zh,
          // A size that was observed after the day of the change would count instead.
          observedOn: recordedOn !== null && recordedOn > on ? recordedOn : on,
        },
      ],
    })),
  );
}
