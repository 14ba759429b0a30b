import { type FactScope, factByCode } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import { noteConflicts } from '../verification/note-conflicts.js';
import { addObservations } from './add-observations.js';
import { type FactKey, projectFacts } from './project-facts.js';
import { type NewObservation, type Observation, type ObservationBatch, readObservations } from './read-observations.js';

/**
 * Adds what was learnt of a household, its people and a case, and brings the typed facts up to date: the latest
 * `observed_on` wins, then the verified one, then the one recorded last. Nothing is overwritten; where sources disagree a
 * conflict is noted.
 * Throws InvalidInput with every problem, their paths below `path`.
 */
export async function recordObservations(
  unit: UnitOfWork,
  subject: Omit<ObservationBatch, 'facts'>,
  facts: readonly NewObservation[],
  path = 'facts',
): Promise<void> {
  await recordObservationsOfMany(unit, [{ ...subject, facts, path }]);
}

/**
 * `recordObservations` for many households at once, each with any number of batches; of two observations that are equal
 * otherwise, the one given last wins. Answers their ids. Throws InvalidInput with every problem, their paths below each
 * batch's `path`.
 */
export async function recordObservationsOfMany(
  unit: UnitOfWork,
  batches: readonly ObservationBatch[],
): Promise<string[]> {
  const told = batches.filter(({ facts }) => facts.length > 0);
  if (told.length === 0) return [];
  const ids = told.map(({ householdId }) => householdId);
  const observations = readObservations(unit, told, await lockPeople(unit, ids));
  const added = await addObservations(unit, observations);
  await settleTouched(unit, observations);
  return added;
}

/**
 * Locks the households, in the order of their ids, and answers the household of each of their people, of those too who
 * died or left. Two writers of one household's facts queue here, so that the projection always sees the other's.
 */
async function lockPeople(unit: UnitOfWork, households: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(households)];
  await unit.sql('select from household where id = any($1) order by id for update', [ids]);
  const people = await unit.sql<{ id: string; householdId: string }>(
    `select id, household_id as "householdId" from person where household_id = any($1)
     union all select id, last_household_id from person where last_household_id = any($1)`,
    [ids],
  );
  return new Map(people.map(({ id, householdId }) => [id, householdId]));
}

interface Standing extends Pick<Observation, 'householdId' | 'personId' | 'caseId' | 'observedOn'> {
  id: string;
  code: string;
}

/**
 * Makes standing observations void, as recorded in error: each gets a row that replaces it without a value. Those that
 * were replaced before are left alone. The caller holds the locks of their households.
 */
export async function voidObservations(unit: UnitOfWork, ids: readonly string[], reason: string): Promise<void> {
  const standing = await unit.sql<Standing>(
    `select o.id, o.household_id as "householdId", o.person_id as "personId", o.case_id as "caseId", o.fact as code,
       o.observed_on as "observedOn"
     from observation o where o.id = any($1) and not exists (select from observation r where r.replaces_id = o.id)`,
    [ids],
  );
  const observations = standing.flatMap(({ id, code, ...about }): Observation[] => {
    const fact = factByCode(code);
    const nothing = { value: null, unit: null, source: '', verified: false, document: null, eventId: null };
    return fact ? [{ ...about, ...nothing, fact, replacesId: id, reason }] : [];
  });
  await addObservations(unit, observations);
  await settleTouched(unit, observations);
}

/** Brings the typed facts up to date, and what sources disagree about. */
async function settleTouched(unit: UnitOfWork, observations: readonly Observation[]): Promise<void> {
  await projectTouched(unit, observations);
  await noteConflicts(unit, observations);
}

async function projectTouched(unit: UnitOfWork, observations: readonly Observation[]): Promise<void> {
  const found = new Map<FactScope, Map<string, FactKey>>();
  for (const { fact, householdId, personId, caseId } of observations) {
    const id = { household: householdId, person: personId, case: caseId }[fact.scope] as string;
    const ofScope = found.get(fact.scope) ?? new Map<string, FactKey>();
    ofScope.set(`${id} ${fact.code}`, { id, code: fact.code });
    found.set(fact.scope, ofScope);
  }
  for (const [scope, keys] of found) await projectFacts(unit.sql, scope, [...keys.values()]);
}
