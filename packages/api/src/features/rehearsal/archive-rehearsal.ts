import { nextStatus } from '@yimen/schema';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { loadRehearsal } from './load-rehearsal.js';
import type { ArchiveRehearsalInput } from './rehearsal.inputs.js';

/** Why a rehearsal cannot be put away now; undefined when it can. */
export function notArchivableNow(jobStatus: string): Bilingual | undefined {
  if (nextStatus('Job', jobStatus, 'cancel') === undefined) return undefined;
  return {
    zh: '试算还在进行。请先取消，或等它算完。',
    en: 'The rehearsal is still being worked out. Cancel it first, or wait until it is done.',
  };
}

/**
 * Puts a rehearsal away, so that it is in no list and nobody but its author can open it, or takes it back.
 * Throws NotFound, NotAllowed, StaleVersion, WrongState while it is being worked out.
 */
export async function archiveRehearsal(unit: UnitOfWork, input: ArchiveRehearsalInput): Promise<CommandResult> {
  const { id, jobStatus } = await loadRehearsal(unit, input, 'archive');
  const notNow = input.archived && notArchivableNow(jobStatus);
  if (notNow) throw wrongState(jobStatus, notNow);
  await unit.sql(
    'update rehearsal set archived_at = case when $2 then now() end, version = version + 1 where id = $1',
    [id, input.archived],
  );
  return { type: 'Rehearsal', id };
}
