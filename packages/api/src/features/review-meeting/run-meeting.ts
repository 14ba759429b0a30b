import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { moveBatch } from '../batch/move-batch.js';
import { moveCase } from '../case/move-case.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { reserveDraft } from '../reservation/reserve-draft.js';
import { assertNotPaused, lockItem, lockMeeting } from './load-meeting.js';
import { NOT_REACHED } from './minutes-outcome.js';
import { endPause } from './pause-meeting.js';
import { AgendaItemEntity } from './review-meeting.entity.js';
import type { AgendaItemActionInput, AttendanceInput, MeetingActionInput } from './review-meeting.inputs.js';
import { writeMinutes } from './write-minutes.js';

/** Opens a planned meeting. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function openMeeting(
  unit: UnitOfWork,
  input: MeetingActionInput,
  at = new Date(),
): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'open', 'Meeting', meeting);
  assertVersion(meeting, input.expectedVersion);
  meeting.status = assertTransition('Meeting', meeting.status, 'open', {
    zh: '会议已经开始或已结束。',
    en: 'The meeting is open or closed already.',
  });
  meeting.openedAt = at;
  meeting.version += 1;
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'opened', meetingId: meeting.id });
  return { type: 'Meeting', id: meeting.id };
}

/** Records who is in the room. Throws NotFound, NotAllowed, WrongState. */
export async function recordAttendance(unit: UnitOfWork, input: AttendanceInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'attend', 'Meeting', meeting);
  if (meeting.status === 'closed')
    throw wrongState('closed', { zh: '会议已结束，不能再改签到。', en: 'The meeting is closed; attendance stands.' });
  const [replaced] = input.present
    ? await unit.sql<{ name: string }>(
        `select s.name from meeting_member x join staff s on s.id = x.staff_id
          where x.meeting_id = $1 and x.stands_for::text = $2`,
        [meeting.id, input.staffId],
      )
    : [];
  if (replaced)
    throw wrongState(meeting.status, {
      zh: `由 ${replaced.name} 代为参会；请先撤销替代。`,
      en: `${replaced.name} sits in this member's place; take that back first.`,
    });
  const changed = await unit.sql(
    'update meeting_member set present = $3 where meeting_id = $1 and staff_id::text = $2 returning staff_id',
    [meeting.id, input.staffId, input.present],
  );
  if (changed.length === 0)
    throw wrongState(meeting.status, {
      zh: '此人不是本次会议成员。',
      en: 'This person is not a member of the meeting.',
    });
  meeting.version += 1;
  await unit.em.flush();
  const { staffId, present } = input;
  await noteMeetingEvent(unit, { kind: 'attendance', meetingId: meeting.id, staffId, present });
  return { type: 'Meeting', id: meeting.id };
}

/** Takes the next item: one at a time. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function takeItem(unit: UnitOfWork, input: AgendaItemActionInput): Promise<CommandResult> {
  const { item, meeting, access } = await lockItem(unit, input.itemId);
  assertCan(unit, 'take', 'AgendaItem', access);
  assertVersion(item, input.expectedVersion);
  assertNotPaused(meeting);
  if (meeting.status !== 'open')
    throw wrongState(meeting.status, { zh: '请先开始会议。', en: 'Open the meeting first.' });
  const running = await unit.em.findOne(AgendaItemEntity, { meetingId: meeting.id, status: 'in_discussion' });
  if (running)
    throw wrongState(item.status, {
      zh: `第 ${running.position} 项议题尚未作出决定，请先处理。`,
      en: `Item ${running.position} is not decided yet; finish it first.`,
    });
  item.status = assertTransition('AgendaItem', item.status, 'take', {
    zh: '该议题已处理。',
    en: 'This item has been dealt with.',
  });
  item.version += 1;
  if (item.caseId) await moveCase(unit.sql, item.caseId, 'take');
  if (item.batchId) await moveBatch(unit.sql, item.batchId, 'take');
  await unit.em.flush();
  if (item.caseId) await reserveDraft(unit, item.caseId);
  await noteMeetingEvent(unit, { kind: 'item_taken', meetingId: meeting.id, itemId: item.id });
  return { type: 'AgendaItem', id: item.id };
}

/** Closes the meeting; items not reached are deferred; the minutes are written from what happened (R8). */
export async function closeMeeting(
  unit: UnitOfWork,
  input: MeetingActionInput,
  at = new Date(),
): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'close', 'Meeting', meeting);
  assertVersion(meeting, input.expectedVersion);
  const next = assertTransition('Meeting', meeting.status, 'close', {
    zh: '会议尚未开始或已结束。',
    en: 'The meeting is not open.',
  });
  const items = await unit.em.find(AgendaItemEntity, { meetingId: meeting.id }, { orderBy: { position: 'asc' } });
  const running = items.find((item) => item.status === 'in_discussion');
  if (running)
    throw wrongState(meeting.status, {
      zh: `第 ${running.position} 项议题正在讨论，请先作出决定再散会。`,
      en: `Item ${running.position} is under discussion; decide it before closing.`,
    });
  for (const item of items.filter((one) => one.status === 'queued')) {
    item.status = assertTransition('AgendaItem', item.status, 'defer', {
      zh: '该议题已处理。',
      en: 'This item has been dealt with.',
    });
    item.reason = NOT_REACHED.zh;
    item.decidedAt = new Date();
    item.version += 1;
    if (item.caseId) await moveCase(unit.sql, item.caseId, 'unschedule');
    if (item.batchId) await moveBatch(unit.sql, item.batchId, 'unschedule');
  }
  await endPause(unit, meeting.id);
  meeting.status = next;
  meeting.closedAt = at;
  meeting.version += 1;
  await unit.em.flush();
  meeting.minutes = await writeMinutes(unit, meeting, items);
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'closed', meetingId: meeting.id });
  return { type: 'Meeting', id: meeting.id };
}
