import { subject } from '@casl/ability';
import type { Actor } from '@yimen/schema';
import { assertCan, assertVersion } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { ShareRehearsalInput } from './rehearsal.inputs.js';

const REHEARSAL = { zh: '试算', en: 'rehearsal' };

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
  if (!isUuid(input.rehearsalId)) throw notFound(REHEARSAL);
  const [found] = await unit.sql<{
    authorId: string;
    departmentCode: string | null;
    sharedWith: string;
    version: number;
  }>(
    `select author_id as "authorId", department_code as "departmentCode", shared_with as "sharedWith", version
     from rehearsal where id = $1 for update`,
    [input.rehearsalId],
  );
  if (!found || !unit.ability.can('read', subject('Rehearsal', { ...found }) as never)) throw notFound(REHEARSAL);
  assertCan(unit, 'share', 'Rehearsal', found);
  assertVersion(found, input.expectedVersion);
  const check = new InputCheck();
  checkAudience(check, unit.actor, input.sharedWith);
  check.done();
  await unit.sql('update rehearsal set shared_with = $2, version = version + 1 where id = $1', [
    input.rehearsalId,
    input.sharedWith,
  ]);
  return { type: 'Rehearsal', id: input.rehearsalId };
}
