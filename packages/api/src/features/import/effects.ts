import type { UnitOfWork } from '../../platform/run-command.js';

/** What an import brought, by which it can be taken back. */
export type EffectSubject = 'household' | 'person' | 'observation' | 'aid_record' | 'household_event' | 'list_version';

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
