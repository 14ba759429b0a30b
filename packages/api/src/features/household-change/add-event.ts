import type { HouseholdChange } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface NewEvent {
  kind: HouseholdChange;
  /** YYYY-MM-DD. */
  effectiveOn: string;
  reason: string;
  document?: string | null;
  note?: string | null;
  undoesId?: string;
  households: readonly string[];
  people: readonly string[];
}

/** Adds what happened to the history of households and people. Answers its id. */
export async function addEvent({ sql, actor }: Pick<UnitOfWork, 'sql' | 'actor'>, event: NewEvent): Promise<string> {
  const [added] = await sql<{ id: string }>(
    `insert into household_event (kind, effective_on, reason, document, note, undoes_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      event.kind,
      event.effectiveOn,
      event.reason,
      event.document ?? null,
      event.note ?? null,
      event.undoesId ?? null,
      actor.staffId,
    ],
  );
  const id = added?.id as string;
  await sql('insert into household_event_household (event_id, household_id) select $1, unnest($2::uuid[])', [
    id,
    event.households,
  ]);
  await sql('insert into household_event_person (event_id, person_id) select $1, unnest($2::uuid[])', [
    id,
    event.people,
  ]);
  return id;
}
