import type { UnitOfWork } from '../../platform/run-command.js';
import type { Observation } from './read-observations.js';

/** Adds checked observations by one statement, in their order. Answers their ids. */
export async function addObservations(
  { sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>,
  observations: readonly Observation[],
): Promise<string[]> {
  const records = observations.map((observation) => ({
    household_id: observation.householdId,
    person_id: observation.personId,
    case_id: observation.caseId,
    fact: observation.fact.code,
    value: observation.value,
    unit: observation.unit,
    source: observation.source,
    observed_on: observation.observedOn,
    verified: observation.verified,
    document: observation.document,
    replaces_id: observation.replacesId,
    reason: observation.reason,
    event_id: observation.eventId,
  }));
  const added = await sql<{ id: string }>(
    `insert into observation (household_id, person_id, case_id, fact, value, unit, source, observed_on, verified,
       document, replaces_id, reason, event_id, recorded_by)
     select o.household_id, o.person_id, o.case_id, o.fact, coalesce(o.value, 'null'), o.unit, o.source, o.observed_on,
       o.verified, o.document, o.replaces_id, o.reason, o.event_id, $1
     from jsonb_to_recordset($2::jsonb) as o (household_id uuid, person_id uuid, case_id uuid, fact text, value jsonb,
       unit text, source text, observed_on date, verified boolean, document text, replaces_id uuid, reason text,
       event_id uuid)
     returning id`,
    [actor.staffId, JSON.stringify(records)],
  );
  return added.map(({ id }) => id);
}
