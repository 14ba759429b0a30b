import { invalidInput, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { moveBatch } from '../batch/move-batch.js';
import { moveCase } from '../case/move-case.js';
import { AWAITS_MEETING } from '../declined-item/declined-item.js';

/** What an item of an agenda is about: a case, a batch, or an item of a package that its department declined. */
export interface Subject {
  kind: 'case' | 'batch' | 'declined';
  id: string;
  /** Where it stands in the input. */
  path: string;
}

const MISSING: Record<Subject['kind'], Bilingual> = {
  case: { zh: '找不到该个案。', en: 'There is no such case.' },
  batch: { zh: '找不到该批次。', en: 'There is no such batch.' },
  declined: { zh: '找不到该方案项。', en: 'There is no such package item.' },
};

/** Puts something that waits on the agenda at a free place; answers the item's id. Throws InvalidInput, NotFound, WrongState. */
export async function putOnAgenda(
  { sql }: UnitOfWork,
  meetingId: string,
  position: number,
  { kind, id, path }: Subject,
): Promise<string> {
  if (!isUuid(id)) throw invalidInput([{ path, message: MISSING[kind] }]);
  if (kind === 'case') await moveCase(sql, id, 'schedule');
  if (kind === 'batch') await moveBatch(sql, id, 'schedule');
  if (kind === 'declined') await assertAwaitsMeeting(sql, id);
  const of = (wanted: Subject['kind']) => (kind === wanted ? id : null);
  const [item] = await sql<{ id: string }>(
    `insert into agenda_item (meeting_id, position, kind, case_id, batch_id, package_item_id, status)
     values ($1, $2, $3, $4, $5, $6, 'queued') returning id`,
    [meetingId, position, kind, of('case'), of('batch'), of('declined')],
  );
  return (item as { id: string }).id;
}

async function assertAwaitsMeeting(sql: UnitOfWork['sql'], id: string): Promise<void> {
  await sql('select from package_item where id = $1 for update', [id]);
  const [waiting] = await sql(`select from package_item i where i.id = $1 and ${AWAITS_MEETING}`, [id]);
  if (waiting) return;
  throw wrongState('not_waiting', {
    zh: '该方案项不在待研判之列：部门没有不予确认，或已列入议程、已再次研究。',
    en: 'This item does not wait for a meeting: it is not declined, is on an agenda, or was looked at again already.',
  });
}
