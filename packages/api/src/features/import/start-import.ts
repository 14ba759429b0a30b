import { assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { startJob } from '../job/start-job.js';
import type { ImportStepInput } from './import.inputs.js';
import { RUN_JOB } from './import.jobs.js';
import { beginStep, loadImport } from './import-record.js';

/**
 * Queues the writing of the good rows of a checked file, or of the rest of one that stopped half way. Throws NotFound,
 * NotAllowed, StaleVersion, WrongState.
 */
export async function startImport(unit: UnitOfWork, input: ImportStepInput): Promise<CommandResult> {
  const file = await loadImport(unit, input.importId, 'start');
  assertVersion(file, input.expectedVersion);
  const planned = await unit.sql(`select from import_slice where import_id = $1 and stage = 'plan' limit 1`, [file.id]);
  if (planned.length === 0) {
    throw wrongState(file.status, {
      zh: '没有可以写入的行：都已登记，或都有错误。',
      en: 'There is no row to write: all are on record already, or wrong.',
    });
  }
  const jobId = await startJob(unit, {
    kind: RUN_JOB,
    title: { zh: '导入数据', en: 'Import' },
    input: { importId: file.id },
    departmentCode: unit.actor.departmentCode,
    townshipCode: unit.actor.townshipCode,
  });
  await beginStep(unit, file.id, 'run', jobId);
  return { type: 'Import', id: file.id };
}
