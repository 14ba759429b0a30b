import { assertVersion } from '../../platform/authorize.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import type { ImportStepInput } from './import.inputs.js';
import { loadImport } from './import-record.js';

/** Deletes the rows of a file of which nothing was written. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function discardImport(unit: UnitOfWork, input: ImportStepInput): Promise<CommandResult> {
  const file = await loadImport(unit, input.importId, 'discard');
  assertVersion(file, input.expectedVersion);
  await unit.sql(`update import_file set phase = 'discarded', version = version + 1 where id = $1`, [file.id]);
  await deleteRows(unit.sql, [file.id]);
  return { type: 'Import', id: file.id };
}

/** Deletes the rows of imports whose time is over by a day (YYYY-MM-DD); what they brought stays. */
export async function deleteExpiredRows(sql: Sql, today: string): Promise<void> {
  const expired = await sql<{ id: string }>(
    `select f.id from import_file f where f.rows_until < $1
       and exists (select from import_slice s where s.import_id = f.id)`,
    [today],
  );
  await deleteRows(
    sql,
    expired.map(({ id }) => id),
  );
}

async function deleteRows(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql('delete from import_slice where import_id = any($1)', [ids]);
  await sql('delete from import_problem where import_id = any($1)', [ids]);
}
