import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { lockMeeting } from './load-meeting.js';
import type { MeetingActionInput, PauseMeetingInput } from './review-meeting.inputs.js';

/**
 * Pauses an open meeting with a reason: until it is resumed nothing is said, voted on or decided. Throws NotFound,
 * NotAllowed, StaleVersion, WrongState, InvalidInput.
 */
export async function pauseMeeting(unit: UnitOfWork, input: PauseMeetingInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'pause', 'Meeting', meeting);
  assertVersion(meeting, input.expectedVersion);
  const next = assertTransition('Meeting', meeting.status, 'pause', {
    zh: '只有进行中的会议可以暂停。',
    en: 'Only a meeting that is open can be paused.',
  });
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '暂停的原因', en: 'reason' }, 200);
  check.done();
  meeting.status = next;
  meeting.version += 1;
  await unit.em.flush();
  await unit.sql('insert into meeting_pause (meeting_id, reason, paused_by) values ($1, $2, $3)', [
    meeting.id,
    reason,
    unit.actor.staffId,
  ]);
  await noteMeetingEvent(unit, { kind: 'paused', meetingId: meeting.id, reason: reason as string });
  return { type: 'Meeting', id: meeting.id };
}

/** Resumes a paused meeting. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function resumeMeeting(unit: UnitOfWork, input: MeetingActionInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'pause', 'Meeting', meeting);
  assertVersion(meeting, input.expectedVersion);
  meeting.status = assertTransition('Meeting', meeting.status, 'resume', {
    zh: '会议没有暂停。',
    en: 'The meeting is not paused.',
  });
  meeting.version += 1;
  await unit.em.flush();
  await endPause(unit, meeting.id);
  await noteMeetingEvent(unit, { kind: 'resumed', meetingId: meeting.id });
  return { type: 'Meeting', id: meeting.id };
}

/** Ends the pause of a meeting, if there is one. */
export async function endPause(unit: UnitOfWork, meetingId: string): Promise<void> {
  await unit.sql(
    'update meeting_pause set resumed_at = clock_timestamp(), resumed_by = $2 where meeting_id = $1 and resumed_at is null',
    [meetingId, unit.actor.staffId],
  );
}
