import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { Failure, wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { meetRequest } from '../agenda/request-meeting.js';
import { moveBatch } from '../batch/move-batch.js';
import { moveCase } from '../case/move-case.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { reserveDraft } from '../reservation/reserve-draft.js';
import { dismissMembers } from './call-members.js';
import { assertNotPaused, lockItem, lockMeeting } from './load-meeting.js';
import { NOT_REACHED } from './minutes-outcome.js';
import { endPause } from './pause-meeting.js';
import { AgendaItemEntity, type ReviewMeetingRecord } from './review-meeting.entity.js';
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
  if (input.present && !input.alsoElsewhere) await assertNowhereElse(unit, meeting, input.staffId);
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

/** One may be in two rooms only knowingly. Locks the member, so that two rooms do not record him at once. */
async function assertNowhereElse(unit: UnitOfWork, meeting: ReviewMeetingRecord, staffId: string): Promise<void> {
  await unit.sql('select from staff where id::text = $1 for no key update', [staffId]);
  const [other] = await unit.sql<{ number: string; name: string }>(
    `select m.number, s.name from meeting_member x join review_meeting m on m.id = x.meeting_id
       join staff s on s.id = x.staff_id
      where x.staff_id::text = $1 and m.id <> $2 and x.present and m.status in ('open', 'paused') order by m.number limit 1`,
    [staffId, meeting.id],
  );
  if (!other) return;
  const words = {
    zh: `${other.name}正在另一会议（${other.number}）中。确实同时参加两个会议的，请确认“同时参加”。`,
    en: `${other.name} is in another meeting (${other.number}). If he attends both at once, confirm it.`,
  };
  throw new Failure('WrongState', 'ELSEWHERE', words, { status: meeting.status });
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
  if (item.caseId) {
    await moveCase(unit.sql, item.caseId, 'take');
    await meetRequest(unit, item.caseId, meeting.id);
  }
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
  const items = await unit.em.find(
    AgendaItemEntity,
    { meetingId: meeting.id, status: { $ne: 'withdrawn' } },
    { orderBy: { position: 'asc' } },
  );
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
  await dismissMembers(unit, meeting.id);
  await noteMeetingEvent(unit, { kind: 'closed', meetingId: meeting.id });
  return { type: 'Meeting', id: meeting.id };
}
