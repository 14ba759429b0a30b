import { assertCan } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockMeeting, memberIdsOf } from '../review-meeting/load-meeting.js';
import type { ReviewMeetingRecord } from '../review-meeting/review-meeting.entity.js';
import type { AnnexMinutesInput, NameSecretaryInput, SignMinutesInput } from './minutes.inputs.js';
import { DIGEST } from './minutes.reader.js';

/**
 * Names the secretary of a meeting, who signs its minutes beside the chair; another one until the secretary has signed
 * (R8, R11). Throws NotFound, NotAllowed, InvalidInput, WrongState.
 */
export async function nameSecretary(unit: UnitOfWork, input: NameSecretaryInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'name_secretary', 'Meeting', meeting);
  const check = new InputCheck();
  if (input.staffId === meeting.chairId || !(await memberIdsOf(unit, meeting.id)).includes(input.staffId)) {
    check.add('staffId', {
      zh: '记录人应是本次会议的成员，且不是召集人。',
      en: 'The secretary is a member of this meeting other than its chair.',
    });
  }
  check.done();
  if ((await signedRoles(unit, meeting)).has('secretary')) {
    throw wrongState('signed', { zh: '记录人已签字，不能更换。', en: 'The secretary has signed already.' });
  }
  meeting.secretaryId = input.staffId;
  meeting.version += 1;
  return { type: 'Meeting', id: meeting.id };
}

/**
 * Signs the minutes as the meeting's chair or secretary, once each; what is signed is what was read. Throws NotFound,
 * NotAllowed, WrongState.
 */
export async function signMinutes(
  unit: UnitOfWork,
  input: SignMinutesInput,
  at: Date = new Date(),
): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'sign_minutes', 'Meeting', meeting);
  const digest = await digestOf(unit, meeting);
  const role = meeting.chairId === unit.actor.staffId ? 'chair' : 'secretary';
  if ((await signedRoles(unit, meeting)).has(role))
    throw wrongState('signed', { zh: '您已签字。', en: 'You have signed already.' });
  if (input.digest !== digest) {
    throw wrongState(meeting.status, {
      zh: '纪要与您看到的不一致，请刷新后核对再签字。',
      en: 'These are not the minutes that you read; reload, check and sign.',
    });
  }
  await unit.sql('insert into minutes_signature (meeting_id, role, staff_id, digest, at) values ($1, $2, $3, $4, $5)', [
    meeting.id,
    role,
    unit.actor.staffId,
    digest,
    at,
  ]);
  return { type: 'Meeting', id: meeting.id };
}

/**
 * Corrects minutes by a numbered annex; what was written, and signed, stands. Throws NotFound, NotAllowed, InvalidInput,
 * WrongState.
 */
export async function annexMinutes(unit: UnitOfWork, input: AnnexMinutesInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'annex_minutes', 'Meeting', meeting);
  await digestOf(unit, meeting);
  const check = new InputCheck();
  const text = check.text('text', input.text, { zh: '更正内容', en: 'correction' }, 2000);
  if (text && [...text].length < 5)
    check.add('text', { zh: '更正内容至少 5 个字。', en: 'A correction has at least 5 characters.' });
  const position = input.itemPosition ?? null;
  const [item] = await unit.sql('select from agenda_item where meeting_id = $1 and position = $2', [
    meeting.id,
    position,
  ]);
  if (position !== null && !item)
    check.add('itemPosition', { zh: '本次会议没有这项议题。', en: 'The meeting has no such item.' });
  check.done();
  await unit.sql(
    `insert into minutes_annex (meeting_id, number, item_position, text, written_by)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from minutes_annex where meeting_id = $1`,
    [meeting.id, position, text, unit.actor.staffId],
  );
  return { type: 'Meeting', id: meeting.id };
}

async function digestOf(unit: UnitOfWork, meeting: ReviewMeetingRecord): Promise<string> {
  const [minutes] = await unit.sql<{ digest: string | null }>(
    `select ${DIGEST} as digest from review_meeting m where m.id = $1`,
    [meeting.id],
  );
  if (minutes?.digest) return minutes.digest;
  throw wrongState(meeting.status, {
    zh: '会议结束后才有纪要。',
    en: 'There are no minutes before the meeting is closed.',
  });
}

async function signedRoles(unit: UnitOfWork, meeting: ReviewMeetingRecord): Promise<Set<string>> {
  const signatures = await unit.sql<{ role: string }>('select role from minutes_signature where meeting_id = $1', [
    meeting.id,
  ]);
  return new Set(signatures.map(({ role }) => role));
}
