import type { UnitOfWork } from '../../platform/run-command.js';

/** What an import brought, by which it can be taken back. */
export type EffectSubject = 'household' | 'person' | 'observation' | 'aid_record';

export interface EffectSlice {
  importId: string;
  slice: number;
}

export async function addEffects(
  { sql }: Pick<UnitOfWork, 'sql'>,
  { importId, slice }: EffectSlice,
  subject: EffectSubject,
  ids: readonly string[],
): Promise<void> {
  await sql(`insert into import_effect (import_id, slice, subject, subject_id) select $1, $2, $3, unnest($4::uuid[])`, [
    importId,
    slice,
    subject,
    ids,
  ]);
}

/** The observations of these households that this very transaction added. */
export async function addObservationEffects(
  { sql }: Pick<UnitOfWork, 'sql'>,
  { importId, slice }: EffectSlice,
  householdIds: readonly string[],
): Promise<void> {
  await sql(
    `insert into import_effect (import_id, slice, subject, subject_id)
     select $1, $2, 'observation', o.id from observation o
     where o.household_id = any($3) and o.xmin = pg_current_xact_id()::xid`,
    [importId, slice, [...new Set(householdIds)]],
  );
}
