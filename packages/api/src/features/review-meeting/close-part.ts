import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockItem } from './load-meeting.js';
import type { ClosePartInput } from './review-meeting.inputs.js';

const WORDS = `select from opinion o where o.agenda_item_id = $1 and o.at > $2
  union all select from vote v where v.agenda_item_id = $1 and v.at > $2
  union all select from item_question q where q.agenda_item_id = $1 and q.at > $2
  union all select from item_answer a join item_question q on q.id = a.question_id
    where q.agenda_item_id = $1 and a.at > $2 limit 1`;

/**
 * Closes the discussion of an item to all but those in the room who do not stand aside; opens it again as long as nothing
 * was said or voted meanwhile. Throws NotFound, NotAllowed, StaleVersion, WrongState.
 */
export async function closePart(unit: UnitOfWork, input: ClosePartInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'close_part', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'close_part', {
    zh: '该议题已作出决定。',
    en: 'This item has been decided.',
  });
  assertVersion(item, input.expectedVersion);
  if (input.closed === Boolean(item.closedPartAt)) {
    const words = input.closed
      ? { zh: '该议题已经闭门。', en: 'This item is closed already.' }
      : { zh: '该议题没有闭门。', en: 'This item is not closed.' };
    throw wrongState(item.status, words);
  }
  if (!input.closed && (await unit.sql(WORDS, [item.id, item.closedPartAt])).length > 0)
    throw wrongState(item.status, {
      zh: '闭门后已有发言或表决，不能再公开。',
      en: 'Something was said or voted since it was closed; it stays closed.',
    });
  item.closedPartAt = input.closed ? new Date() : null;
  item.version += 1;
  await unit.em.flush();
  const kind = input.closed ? 'part_closed' : 'part_opened';
  await noteMeetingEvent(unit, { kind, meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}
