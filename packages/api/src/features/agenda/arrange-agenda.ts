import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { invalidInput } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { moveBatch } from '../batch/move-batch.js';
import { moveCase } from '../case/move-case.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockItem } from '../review-meeting/load-meeting.js';
import type { AgendaItemRecord, ReviewMeetingRecord } from '../review-meeting/review-meeting.entity.js';
import type { AgendaItemActionInput } from '../review-meeting/review-meeting.inputs.js';
import type { MoveAgendaItemInput } from './agenda.inputs.js';

const NOT_QUEUED = {
  zh: '该议题已开始讨论或已处理，不能再调整。',
  en: 'This item is under discussion or has been dealt with; it stays where it is.',
};

interface Queued {
  id: string;
  position: number;
}

/**
 * Moves an item that waits to another place of its agenda; those between move up or down, those dealt with stay. Throws
 * NotFound, NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function moveAgendaItem(unit: UnitOfWork, input: MoveAgendaItemInput): Promise<CommandResult> {
  const { item, meeting } = await lockArrangeable(unit, input, 'move');
  const queued = await unit.sql<Queued>(
    `select id, position from agenda_item where meeting_id = $1 and status = 'queued' order by position`,
    [meeting.id],
  );
  const places = queued.map(({ position }) => position);
  const target = places.indexOf(input.position);
  if (target < 0) {
    const open = places.join('、');
    const message = {
      zh: `请选择待议议题的位置（${open}）。`,
      en: `Choose the place of an item that waits (${places.join(', ')}).`,
    };
    throw invalidInput([{ path: 'position', message }]);
  }
  const order = queued.map(({ id }) => id).filter((id) => id !== item.id);
  order.splice(target, 0, item.id);
  await unit.sql(
    `update agenda_item i set position = k.position, version = i.version + 1
       from unnest($1::uuid[], $2::int[]) k (id, position) where i.id = k.id and i.position <> k.position`,
    [order, places],
  );
  await changed(unit, meeting);
  await noteMeetingEvent(unit, { kind: 'item_moved', meetingId: meeting.id, itemId: item.id });
  return { type: 'Meeting', id: meeting.id };
}

/** Takes an item that waits off its agenda: it waits for another meeting. Throws as moveAgendaItem does. */
export async function withdrawAgendaItem(unit: UnitOfWork, input: AgendaItemActionInput): Promise<CommandResult> {
  const { item, meeting } = await lockArrangeable(unit, input, 'withdraw');
  item.status = assertTransition('AgendaItem', item.status, 'withdraw', NOT_QUEUED);
  item.version += 1;
  if (item.caseId) await moveCase(unit.sql, item.caseId, 'unschedule');
  if (item.batchId) await moveBatch(unit.sql, item.batchId, 'unschedule');
  await changed(unit, meeting);
  await noteMeetingEvent(unit, { kind: 'item_withdrawn', meetingId: meeting.id, itemId: item.id });
  return { type: 'Meeting', id: meeting.id };
}

async function lockArrangeable(
  unit: UnitOfWork,
  input: AgendaItemActionInput,
  action: 'move' | 'withdraw',
): Promise<{ item: AgendaItemRecord; meeting: ReviewMeetingRecord }> {
  const { item, meeting } = await lockItem(unit, input.itemId);
  assertCan(unit, 'edit', 'Meeting', meeting);
  assertVersion(item, input.expectedVersion);
  assertTransition('AgendaItem', item.status, action, NOT_QUEUED);
  return { item, meeting };
}

async function changed(unit: UnitOfWork, meeting: ReviewMeetingRecord): Promise<void> {
  meeting.version += 1;
  await unit.em.flush();
}
