import type { FactScope } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { type FactKey, projectFacts } from './project-facts.js';
import { type NewObservation, type Observation, type ObservationBatch, readObservations } from './read-observations.js';

/**
 * Adds what was learnt of a household, its people and a case, and brings the typed facts up to date: the latest
 * `observed_on` wins, then the verified one, then the one recorded last. Nothing is overwritten.
 * Throws InvalidInput with every problem, their paths below `path`.
 */
export async function recordObservations(
  unit: UnitOfWork,
  subject: { householdId: string; caseId?: string | null },
  facts: readonly NewObservation[],
  path = 'facts',
): Promise<void> {
  await recordObservationsOfMany(unit, [{ ...subject, facts, path }]);
}

/**
 * `recordObservations` for many households at once, each with any number of batches; of two observations that are equal
 * otherwise, the one given last wins. Throws InvalidInput with every problem, their paths below each batch's `path`.
 */
export async function recordObservationsOfMany(unit: UnitOfWork, batches: readonly ObservationBatch[]): Promise<void> {
  const told = batches.filter(({ facts }) => facts.length > 0);
  if (told.length === 0) return;
  const observations = readObservations(unit, told, await lockMembers(unit, told));
  await addObservations(unit, observations);
  for (const [scope, keys] of touched(observations)) await projectFacts(unit.sql, scope, keys);
}

/**
 * Locks the households, in the order of their ids, and answers the household of each of their people. Two writers of one
 * household's facts queue here, so that the projection always sees the other's observation.
 */
async function lockMembers(unit: UnitOfWork, batches: readonly ObservationBatch[]): Promise<Map<string, string>> {
  const ids = [...new Set(batches.map(({ householdId }) => householdId))];
  await unit.sql('select from household where id = any($1) order by id for update', [ids]);
  const members = await unit.sql<{ id: string; householdId: string }>(
    'select id, household_id as "householdId" from person where household_id = any($1)',
    [ids],
  );
  return new Map(members.map(({ id, householdId }) => [id, householdId]));
}

async function addObservations(unit: UnitOfWork, observations: readonly Observation[]): Promise<void> {
  await unit.sql(
    `insert into observation (household_id, person_id, case_id, fact, value, source, observed_on, verified, recorded_by)
     select o.household_id, o.person_id, o.case_id, o.fact, o.value, o.source, o.observed_on, o.verified, $1
     from jsonb_to_recordset($2::jsonb) as o (household_id uuid, person_id uuid, case_id uuid, fact text, value jsonb,
       source text, observed_on date, verified boolean)`,
    [
      unit.actor.staffId,
      JSON.stringify(
        observations.map((observation) => ({
          household_id: observation.householdId,
          person_id: observation.personId,
          case_id: observation.caseId,
          fact: observation.fact.code,
          value: observation.value,
          source: observation.source,
          observed_on: observation.observedOn,
          verified: observation.verified,
        })),
      ),
    ],
  );
}

/** The facts that the observations touch, by scope. */
function touched(observations: readonly Observation[]): Map<FactScope, FactKey[]> {
  const found = new Map<FactScope, Map<string, FactKey>>();
  for (const { fact, householdId, personId, caseId } of observations) {
    const id = { household: householdId, person: personId, case: caseId }[fact.scope] as string;
    const ofScope = found.get(fact.scope) ?? new Map<string, FactKey>();
    ofScope.set(`${id} ${fact.code}`, { id, code: fact.code });
    found.set(fact.scope, ofScope);
  }
  return new Map([...found].map(([scope, keys]) => [scope, [...keys.values()]]));
}
