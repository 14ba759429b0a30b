import { assertVersion } from '../../platform/authorize.js';
import { Failure, invalidInput } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { startJob } from '../job/start-job.js';
import { assertMayTakeBack } from '../list/take-back-version.js';
import { findBlockers } from './blockers.js';
import type { UndoImportInput } from './import.inputs.js';
import { UNDO_JOB } from './import.jobs.js';
import { beginStep, loadImport } from './import-record.js';

/**
 * Queues the undoing of everything that an import wrote. Throws InvalidInput with what stands on it, household by
 * household, when somebody worked on since; NotFound, NotAllowed, StaleVersion, WrongState.
 */
export async function undoImport(unit: UnitOfWork, input: UndoImportInput): Promise<CommandResult> {
  const file = await loadImport(unit, input.importId, 'undo');
  assertVersion(file, input.expectedVersion);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '撤销原因', en: 'reason' }, 200);
  check.done();
  await assertNothingStandsOn(unit.sql, file.id, null);
  const jobId = await startJob(unit, {
    kind: UNDO_JOB,
    title: { zh: '撤销导入', en: 'Undoing of an import' },
    input: { importId: file.id, reason },
    departmentCode: unit.actor.departmentCode,
    townshipCode: unit.actor.townshipCode,
  });
  await beginStep(unit, file.id, 'undo', jobId);
  return { type: 'Import', id: file.id };
}

/** Throws InvalidInput that lists what keeps an import, or a slice of it, from being undone; of a list WrongState. */
export async function assertNothingStandsOn(sql: Sql, importId: string, slice: number | null): Promise<void> {
  const versions = await sql<{ id: string }>(
    `select subject_id as id from import_effect
     where import_id = $1 and subject = 'list_version' and ($2::int is null or slice = $2)`,
    [importId, slice],
  );
  for (const { id } of versions) await assertMayTakeBack(sql, id);
  const blockers = await findBlockers(sql, importId, slice);
  if (blockers.length === 0) return;
  const failure = invalidInput(
    blockers.map(({ householdCode, what }) => ({
      path: `households.${householdCode}`,
      message: { zh: `${householdCode} 户：${what.zh}`, en: `Household ${householdCode}: ${what.en}` },
    })),
  );
  const zh = '不能整体撤销：导入的人或户已有后续业务。请先办结或撤销这些业务，或只更正有误的几户。';
  const en =
    'It cannot be undone as a whole: later work stands on it. Undo that first, or correct the few that are wrong.';
  throw new Failure(failure.kind, failure.code, { zh, en }, failure.extra);
}
