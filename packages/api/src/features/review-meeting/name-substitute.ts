import { assertCan, assertTransition } from '../../platform/authorize.js';
import { dayOf } from '../../platform/clock.js';
import { notAllowed, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { addTask } from '../task/add-task.js';
import { reviewCommittee } from './item-tally.js';
import { lockMeeting, type Member, membersOf } from './load-meeting.js';
import type { ReviewMeetingRecord } from './review-meeting.entity.js';
import type { NameSubstituteInput, SettleSubstituteInput } from './review-meeting.inputs.js';

const OVER = { zh: '会议已结束。', en: 'The meeting is over.' };

/**
 * A member who cannot come names somebody of his own department who speaks and votes in his place at one meeting; the
 * chair may note it for him. By the committee's rule it is accepted at once, or waits for the chair (R11). Throws
 * NotFound, NotAllowed, WrongState, InvalidInput.
 */
export async function nameSubstitute(unit: UnitOfWork, input: NameSubstituteInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  const members = await membersOf(unit, meeting.id);
  const memberId = input.memberId ?? unit.actor.staffId;
  if (memberId === unit.actor.staffId) {
    assertCan(unit, 'name_substitute', 'Meeting', { memberIds: members.map(({ staffId }) => staffId) });
  } else assertCan(unit, 'settle_substitute', 'Meeting', meeting);
  assertTransition('Meeting', meeting.status, 'name_substitute', OVER);
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '不能到会的原因', en: 'reason' }, 200);
  if (members.find(({ staffId }) => staffId === memberId)?.role !== 'member') {
    check.add('memberId', {
      zh: '只有本次会议的成员可以委托他人代为参会；召集人不能委托。',
      en: 'Only a member of this meeting has a substitute; its chair has none.',
    });
  }
  if (members.some(({ staffId }) => staffId === input.substituteId)) {
    check.add('substituteId', { zh: '此人已在本次会议中。', en: 'This person is on the meeting already.' });
  } else if (!(await isColleague(unit, memberId, input.substituteId))) {
    check.add('substituteId', {
      zh: '请选择同一部门的在岗人员。',
      en: 'Choose somebody of the same department who is in service.',
    });
  }
  check.done();
  if (await hasSpoken(unit, meeting.id, memberId))
    throw wrongState(meeting.status, {
      zh: '该成员已在本次会议发言或表决，不能再由他人代替。',
      en: 'This member has spoken or voted at this meeting; nobody can sit in his place any more.',
    });
  const named = await unit.sql(
    `insert into meeting_substitution (meeting_id, member_id, substitute_id, reason, status, named_by)
     values ($1, $2, $3, $4, 'proposed', $5) on conflict do nothing returning id`,
    [meeting.id, memberId, input.substituteId, reason, unit.actor.staffId],
  );
  if (named.length === 0)
    throw wrongState(meeting.status, {
      zh: '该成员已有替代人，请先撤销。',
      en: 'This member has a substitute; take that back first.',
    });
  await settle(unit, meeting, memberId, isAccepted(unit, meeting) ? 'accept' : 'propose');
  meeting.version += 1;
  return { type: 'Meeting', id: meeting.id };
}

function isAccepted(unit: UnitOfWork, meeting: ReviewMeetingRecord): boolean {
  const rule = reviewCommittee(unit.county).acceptsSubstitutes;
  const byChair = unit.actor.staffId === meeting.chairId;
  return byChair || rule === 'always' || (rule === 'before_opening' && meeting.status === 'planned');
}

/**
 * Accepts or declines a substitute, as the chair, or takes him back, as the chair or the member, while he has neither
 * spoken nor voted. Throws NotFound, NotAllowed, WrongState, InvalidInput.
 */
export async function settleSubstitute(unit: UnitOfWork, input: SettleSubstituteInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  const withdraws = input.action === 'withdraw';
  if (withdraws && input.memberId === unit.actor.staffId) {
    assertCan(unit, 'name_substitute', 'Meeting', { memberIds: [input.memberId] });
  } else assertCan(unit, 'settle_substitute', 'Meeting', meeting);
  assertTransition('Meeting', meeting.status, 'name_substitute', OVER);
  const check = new InputCheck();
  if (!['accept', 'decline', 'withdraw'].includes(input.action))
    check.add('action', { zh: '请选择同意、不同意或撤销。', en: 'Choose accept, decline or withdraw.' });
  check.done();
  await settle(unit, meeting, input.memberId, input.action as Settling);
  meeting.version += 1;
  return { type: 'Meeting', id: meeting.id };
}

type Settling = 'propose' | 'accept' | 'decline' | 'withdraw';

interface NamedRow {
  id: string;
  status: string;
  substituteId: string;
  member: string;
}

async function settle(
  unit: UnitOfWork,
  meeting: ReviewMeetingRecord,
  memberId: string,
  action: Settling,
): Promise<void> {
  const [named] = isUuid(memberId)
    ? await unit.sql<NamedRow>(
        `select n.id, n.status, n.substitute_id as "substituteId", s.name as member
           from meeting_substitution n join staff s on s.id = n.member_id
          where n.meeting_id = $1 and n.member_id = $2 order by n.at desc limit 1`,
        [meeting.id, memberId],
      )
    : [];
  if (!named) throw wrongState('none', { zh: '该成员没有替代人。', en: 'This member has no substitute.' });
  const next = assertTransition('Substitution', named.status, action, {
    zh: '该替代已处理。请刷新。',
    en: 'This has been settled already. Reload.',
  });
  await unit.sql('update meeting_substitution set status = $2, settled_by = $3 where id = $1', [
    named.id,
    next,
    unit.actor.staffId,
  ]);
  if (action === 'accept') await seat(unit, meeting, memberId, named);
  else if (named.status === 'accepted') await unseat(unit, meeting, memberId, named);
  await noteMeetingEvent(unit, {
    kind: 'substitute',
    meetingId: meeting.id,
    staffId: named.substituteId,
    status: next,
    member: named.member,
  });
}

/** From now on the substitute is on the meeting, and the member is not in the room. */
async function seat(unit: UnitOfWork, meeting: ReviewMeetingRecord, memberId: string, named: NamedRow): Promise<void> {
  const seated = await unit.sql(
    `insert into meeting_member (meeting_id, staff_id, role, stands_for) values ($1, $2, 'substitute', $3)
     on conflict (meeting_id, staff_id) do nothing returning staff_id`,
    [meeting.id, named.substituteId, memberId],
  );
  if (seated.length === 0)
    throw notAllowed({ zh: '此人已在本次会议中。', en: 'This person is on the meeting already.' });
  await unit.sql('update meeting_member set present = false where meeting_id = $1 and staff_id = $2', [
    meeting.id,
    memberId,
  ]);
  await addTask(unit.sql, {
    kind: 'stand_in',
    zh: `代 ${named.member} 参加研判会“${meeting.title}”`,
    en: `Sit in the place of ${named.member} at the meeting “${meeting.title}”`,
    assigneeId: named.substituteId,
    dueOn: dayOf(meeting.scheduledAt),
    origin: `substitution:${named.id}`,
  });
}

async function unseat(
  unit: UnitOfWork,
  meeting: ReviewMeetingRecord,
  memberId: string,
  named: NamedRow,
): Promise<void> {
  if (await hasSpoken(unit, meeting.id, named.substituteId))
    throw wrongState(meeting.status, {
      zh: '替代人已在本次会议发言或表决，不能撤销。',
      en: 'The substitute has spoken or voted at this meeting; it stands.',
    });
  await unit.sql('delete from meeting_member where meeting_id = $1 and staff_id = $2', [
    meeting.id,
    named.substituteId,
  ]);
  await unit.sql('update meeting_member set present = true where meeting_id = $1 and staff_id = $2', [
    meeting.id,
    memberId,
  ]);
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where origin = $1 and status = 'open'`,
    [`substitution:${named.id}`, unit.actor.staffId],
  );
}

async function isColleague(unit: UnitOfWork, memberId: string, substituteId: string): Promise<boolean> {
  if (!isUuid(memberId) || !isUuid(substituteId)) return false;
  const found = await unit.sql(
    `select from staff s join staff m on m.department_code = s.department_code
      where s.id = $1 and m.id = $2 and s.active and s.role in ('member', 'manager')`,
    [substituteId, memberId],
  );
  return found.length > 0;
}

/** Whether somebody has said, asked, voted or stood aside from anything at a meeting. */
async function hasSpoken(unit: UnitOfWork, meetingId: string, staffId: Member['staffId']): Promise<boolean> {
  if (!isUuid(staffId)) return false;
  const found = await unit.sql(
    `select from agenda_item i where i.meeting_id = $1 and (
       exists (select from opinion o where o.agenda_item_id = i.id and o.staff_id = $2)
       or exists (select from vote v where v.agenda_item_id = i.id and v.staff_id = $2)
       or exists (select from item_recusal r where r.agenda_item_id = i.id and r.staff_id = $2)
       or exists (select from item_question q where q.agenda_item_id = i.id and q.staff_id = $2)
       or exists (select from item_answer a join item_question q on q.id = a.question_id
                   where q.agenda_item_id = i.id and a.staff_id = $2)) limit 1`,
    [meetingId, staffId],
  );
  return found.length > 0;
}
