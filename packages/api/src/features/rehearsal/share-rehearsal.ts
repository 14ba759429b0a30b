import type { Actor } from '@yimen/schema';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { loadRehearsal } from './load-rehearsal.js';
import type { ShareRehearsalInput } from './rehearsal.inputs.js';

/** With whom a rehearsal may be shared; who belongs to no department has none to share it with. */
export function audiencesOf({ departmentCode }: Pick<Actor, 'departmentCode'>): string[] {
  return departmentCode === null ? ['private', 'leadership'] : ['private', 'department', 'leadership'];
}

export function checkAudience(check: InputCheck, actor: Actor, sharedWith: string): void {
  if (audiencesOf(actor).includes(sharedWith)) return;
  check.add('sharedWith', { zh: '请选择可见范围。', en: 'Choose who may see it.' });
}

/** Opens a rehearsal to others, or closes it again. Throws NotFound, NotAllowed, StaleVersion, InvalidInput. */
export async function shareRehearsal(unit: UnitOfWork, input: ShareRehearsalInput): Promise<CommandResult> {
  const { id } = await loadRehearsal(unit, input, 'share');
  const check = new InputCheck();
  checkAudience(check, unit.actor, input.sharedWith);
  check.done();
  await unit.sql('update rehearsal set shared_with = $2, version = version + 1 where id = $1', [id, input.sharedWith]);
  return { type: 'Rehearsal', id };
}
