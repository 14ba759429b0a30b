import { defineAbilitiesFor } from '@yimen/schema';
import { Failure } from '../../platform/errors.js';
import { poolSql } from '../../platform/read.js';
import { runCommand } from '../../platform/run-command.js';
import { sideBySide } from '../../platform/side-by-side.js';
import type { JobHandlers, JobRun } from '../job/job-run.js';
import { analyzeRegistry } from '../registry/analyze-registry.js';
import { checkFile } from './check-file.js';
import { findImport, type ImportFile } from './import-record.js';
import { undoSlice } from './undo-slice.js';
import { writeSlice } from './write-slice.js';

export const CHECK_JOB = 'import_check';
export const RUN_JOB = 'import_run';
export const UNDO_JOB = 'import_undo';

/** Kinds whose slices do not build on one another. */
const INDEPENDENT: ReadonlySet<string> = new Set(['people', 'facts', 'awards']);

export const importJobs: JobHandlers = { [CHECK_JOB]: checkFile, [RUN_JOB]: runImport, [UNDO_JOB]: undoAll };

/**
 * Writes what the check laid out, slice by slice, so that one is prepared while the database takes another. A slice is
 * one command with a key of its own: however often it is begun, it is written once, so that a job whose process died
 * goes on where it was. What two slices say of one household does not depend on their order: the check lets no two rows
 * say different things of anybody.
 */
async function runImport({ input, database, county, actor, progress }: JobRun): Promise<Record<string, unknown>> {
  const { importId } = input as { importId: string };
  if (!actor) throw new Error('An import has an author');
  const sql = poolSql(database.pool);
  const file = (await findImport({ sql }, importId)) as ImportFile;
  const slices = await sql<{ place: number; rows: number }>(
    `select place, rows from import_slice where import_id = $1 and stage = 'plan' order by place`,
    [importId],
  );
  const total = slices.reduce((sum, { rows }) => sum + rows, 0);
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const step = { zh: '逐批写入', en: 'Writing slice by slice' };
  let done = 0;
  let told = Promise.resolve();
  const isIndependent = INDEPENDENT.has(file.kind);
  await sideBySide(isIndependent ? everyOtherFirst(slices) : slices, isIndependent ? 2 : 1, async ({ place, rows }) => {
    const slice = { key: `import:${importId}:${place}`, importId, place };
    const written = await runCommand(context, 'writeImportSlice', slice, writeSlice);
    if (written instanceof Failure) throw written;
    done += rows;
    told = told.then(() => progress({ done, total, step }));
    await told;
  });
  await analyzeRegistry(sql);
  return { importId };
}

/** Neighbours often share a household, for which one would wait for the other. */
function everyOtherFirst<Slice>(slices: readonly Slice[]): Slice[] {
  return [...slices.filter((_slice, index) => index % 2 === 0), ...slices.filter((_slice, index) => index % 2 === 1)];
}

/** Takes back what an import wrote, the last slice first. Each slice is one command, undone once. */
async function undoAll({ input, database, county, actor, progress }: JobRun): Promise<Record<string, unknown>> {
  const { importId, reason } = input as { importId: string; reason: string };
  if (!actor) throw new Error('An import has an author');
  const slices = await poolSql(database.pool)<{ slice: number; rows: number }>(
    'select slice, count(*)::int as rows from import_effect where import_id = $1 group by slice order by slice desc',
    [importId],
  );
  const total = slices.reduce((sum, { rows }) => sum + rows, 0);
  const context = { database, county, actor, ability: defineAbilitiesFor(actor) };
  const step = { zh: '逐批撤销', en: 'Undoing slice by slice' };
  let done = 0;
  for (const { slice, rows } of slices) {
    const command = { key: `undo-import:${importId}:${slice}`, importId, slice, reason };
    const undone = await runCommand(context, 'undoImportSlice', command, undoSlice);
    if (undone instanceof Failure) throw undone;
    done += rows;
    await progress({ done, total, step });
  }
  return { importId };
}
