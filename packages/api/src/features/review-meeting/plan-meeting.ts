import { assertCan, assertTransition } from '../../platform/authorize.js';
import { dayOf } from '../../platform/clock.js';
import { invalidInput, notAllowed } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { putOnAgenda, type Subject } from '../agenda/put-on-agenda.js';
import { noteMeetingEvent } from '../meeting-room/note-event.js';
import { callMembers, readEmergency } from './call-members.js';
import { lockMeeting } from './load-meeting.js';
import type { AddAgendaItemInput, PlanMeetingInput } from './review-meeting.inputs.js';
import { parseScheduled } from './schedule.js';

/** Plans a meeting with its members and agenda (R12). Throws InvalidInput, NotAllowed, NotFound, WrongState. */
export async function planMeeting(unit: UnitOfWork, input: PlanMeetingInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const chairId = input.chairId ?? actor.staffId;
  assertCan(unit, 'plan', 'Meeting', { chairId });
  if (chairId !== actor.staffId) {
    throw notAllowed({ zh: '研判会由召集人本人安排。', en: 'A meeting is planned by its own chair.' });
  }
  const check = new InputCheck();
  const title = check.text('title', input.title, { zh: '会议名称', en: 'title' });
  const place = check.text('place', input.place, { zh: '会议地点', en: 'place' });
  const scheduledAt = parseScheduled(input.scheduledAt);
  if (!scheduledAt)
    check.add('scheduledAt', { zh: '请填写会议时间，如 2022-06-23 09:00。', en: 'Give the time as 2022-06-23 09:00.' });
  const memberIds = [...new Set(input.memberIds)].filter((id) => id !== chairId);
  if (memberIds.length === 0) check.add('memberIds', { zh: '请至少选择一名成员。', en: 'Choose at least one member.' });
  const known = await sql<{ id: string }>(
    `select id from staff where id = any($1::uuid[]) and role in ('chair', 'member') and active`,
    [memberIds.filter(isUuid)],
  );
  if (known.length !== memberIds.length)
    check.add('memberIds', {
      zh: '所选人员中有人不是研判会成员。',
      en: 'Somebody chosen does not belong to the committee.',
    });
  const emergencyReason = readEmergency(unit, check, input, scheduledAt);
  if (input.caseIds.length + input.batchIds.length + (input.packageItemIds?.length ?? 0) === 0)
    check.add('caseIds', { zh: '请至少安排一个议题。', en: 'Put at least one item on the agenda.' });
  check.done();

  const year = dayOf(scheduledAt as Date).slice(0, 4);
  const [meeting] = await sql<{ id: string }>(
    `insert into review_meeting (number, title, scheduled_at, place, session, emergency_reason, status, chair_id, created_by)
     values ('ZHYP-' || $1 || '-' || lpad(nextval('meeting_number')::text, 4, '0'), $2, $3, $4, $6, $7, 'planned', $5, $5) returning id`,
    [
      year,
      title,
      (scheduledAt as Date).toISOString(),
      place,
      chairId,
      emergencyReason ? 'emergency' : 'ordinary',
      emergencyReason,
    ],
  );
  const id = (meeting as { id: string }).id;
  await sql(`insert into meeting_member (meeting_id, staff_id, role) values ($1, $2, 'chair')`, [id, chairId]);
  await sql(`insert into meeting_member (meeting_id, staff_id, role) select $1, unnest($2::uuid[]), 'member'`, [
    id,
    memberIds,
  ]);
  for (const [index, subject] of inOrder(input).entries()) await putOnAgenda(unit, id, index + 1, subject);
  if (emergencyReason) {
    const [at, reason] = [scheduledAt as Date, emergencyReason];
    await callMembers(unit, { meetingId: id, scheduledAt: at, place: place as string, reason, memberIds });
  }
  return { type: 'Meeting', id };
}

type Chosen = Pick<PlanMeetingInput, 'caseIds' | 'batchIds' | 'packageItemIds' | 'order'>;

/** What the chair chose, as he put it; what he did not place follows, cases first. */
function inOrder({ caseIds, batchIds, packageItemIds, order }: Chosen): Subject[] {
  const of = (kind: Subject['kind'], field: string, ids: readonly string[]) =>
    [...new Set(ids)].map((id): Subject => ({ kind, id, path: `${field}.${ids.indexOf(id)}` }));
  const subjects = [
    ...of('case', 'caseIds', caseIds),
    ...of('batch', 'batchIds', batchIds),
    ...of('declined', 'packageItemIds', packageItemIds ?? []),
  ];
  const places = new Map(order?.map((id, index) => [id, index]));
  const placeOf = ({ id }: Subject) => places.get(id) ?? places.size;
  return subjects.sort((one, other) => placeOf(one) - placeOf(other));
}

/** Adds one case or batch to the agenda of a meeting that is not closed. Throws as planMeeting does. */
export async function addAgendaItem(unit: UnitOfWork, input: AddAgendaItemInput): Promise<CommandResult> {
  const meeting = await lockMeeting(unit, input.meetingId);
  assertCan(unit, 'edit', 'Meeting', meeting);
  if (meeting.status !== 'open') {
    assertTransition('Meeting', meeting.status, 'edit', {
      zh: '会议已结束，不能再加议题。',
      en: 'The meeting is closed; no item can be added.',
    });
  }
  const { caseId, batchId, packageItemId } = input;
  const subjects = inOrder({
    ...{ caseIds: caseId ? [caseId] : [], batchIds: batchId ? [batchId] : [] },
    packageItemIds: packageItemId ? [packageItemId] : [],
  });
  const [subject] = subjects;
  if (!subject || subjects.length > 1) {
    throw invalidInput([{ path: 'caseId', message: { zh: '请选择一个议题。', en: 'Choose one item.' } }]);
  }
  const path = subject.path.replace(/s\.0$/, '');
  const itemId = await putOnAgenda(unit, meeting.id, (await lastPosition(unit, meeting.id)) + 1, { ...subject, path });
  meeting.version += 1;
  await unit.em.flush();
  await noteMeetingEvent(unit, { kind: 'item_added', meetingId: meeting.id, itemId });
  return { type: 'Meeting', id: meeting.id };
}

/** Puts a batch at the end of a meeting's agenda. Throws WrongState. */
export async function addBatchToAgenda(unit: UnitOfWork, meetingId: string, batchId: string): Promise<void> {
  const subject: Subject = { kind: 'batch', id: batchId, path: 'batchId' };
  const itemId = await putOnAgenda(unit, meetingId, (await lastPosition(unit, meetingId)) + 1, subject);
  await unit.sql('update review_meeting set version = version + 1 where id = $1', [meetingId]);
  await noteMeetingEvent(unit, { kind: 'item_added', meetingId, itemId });
}

async function lastPosition(unit: UnitOfWork, meetingId: string): Promise<number> {
  const [row] = await unit.sql<{ last: number }>(
    'select coalesce(max(position), 0)::int as last from agenda_item where meeting_id = $1',
    [meetingId],
  );
  return row?.last ?? 0;
}
