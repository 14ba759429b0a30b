import { defineAbilitiesFor } from '@yimen/schema';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand } from '../../platform/run-command.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { checkFile } from './check-file.js';
import { writeSlice } from './write-slice.js';

export const CHECK_JOB = 'import_check';
export const RUN_JOB = 'import_run';

export const importJobs: JobHandlers = { [CHECK_JOB]: checkFile, [RUN_JOB]: runImport };

/**
 * Writes what the check laid out, slice by slice. A slice is one command with a key of its own: however often it is
 * begun, it is written once, so that a job whose process died goes on where it was.
 */
async function runImport({ input, database, county, actor, progress }: JobRun): Promise<Record<string, unknown>> {
  const { importId } = input as { importId: string };
  if (!actor) throw new Error('An import has an author');
  const slices = await poolSql(database.pool)<{ place: number; rows: number }>(
    `select place, rows from import_slice where import_id = $1 and stage = 'plan' order by place`,
    [importId],
  );
  const total = slices.reduce((sum, { rows }) => sum + rows, 0);
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const step = { zh: '逐批写入', en: 'Writing slice by slice' };
  let done = 0;
  for (const { place, rows } of slices) {
    const slice = { key: `import:${importId}:${place}`, importId, place };
    const written = await runCommand(context, 'writeImportSlice', slice, writeSlice);
    if (written instanceof Failure) throw written;
    done += rows;
    await progress({ done, total, step });
  }
  return { importId };
}
