import { assertCan, assertTransition } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockCase } from '../aid-package/load-case.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockItem } from '../review-meeting/load-meeting.js';
import type { ReservationInput } from './reservation.inputs.js';
import { endReservation, reserveDraft } from './reserve-draft.js';

const NOT_NOW = { zh: '该议题当前不在讨论中。', en: 'This item is not under discussion.' };
const NOTHING = { zh: '该议题没有预占资金或名额。', en: 'This item has nothing reserved.' };

/** Sets aside anew, for the committee's time from now, what the draft under discussion takes. Throws NotFound, NotAllowed, WrongState. */
export async function renewReservation(unit: UnitOfWork, input: ReservationInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'renew_reservation', 'AgendaItem', access);
  assertTransition('AgendaItem', item.status, 'renew_reservation', NOT_NOW);
  if (!item.caseId) throw wrongState(item.status, NOTHING);
  await lockCase(unit, item.caseId);
  await reserveDraft(unit, item.caseId);
  const [kept] = await unit.sql('select from item_reservation where case_id = $1', [item.caseId]);
  if (!kept) throw wrongState(item.status, NOTHING);
  await noteMeetingEvent(unit, { kind: 'reservation', what: 'renewed', meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}

/** Gives back what the item has set aside, before it is decided. Throws NotFound, NotAllowed, WrongState. */
export async function releaseReservation(unit: UnitOfWork, input: ReservationInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  const [held] = await unit.sql<{ holderId: string }>(
    'select holder_id as "holderId" from item_reservation where agenda_item_id = $1',
    [item.id],
  );
  assertCan(unit, 'release_reservation', 'AgendaItem', { ...access, holderId: held?.holderId ?? null });
  assertTransition('AgendaItem', item.status, 'release_reservation', NOT_NOW);
  if (!item.caseId || !held) throw wrongState(item.status, NOTHING);
  await lockCase(unit, item.caseId);
  if (!(await endReservation(unit, item.caseId))) throw wrongState(item.status, NOTHING);
  await noteMeetingEvent(unit, { kind: 'reservation', what: 'released', meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}
