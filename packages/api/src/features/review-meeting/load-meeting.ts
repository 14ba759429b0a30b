import { LockMode } from '@mikro-orm/core';
import { notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import {
  AgendaItemEntity,
  type AgendaItemRecord,
  ReviewMeetingEntity,
  type ReviewMeetingRecord,
} from './review-meeting.entity.js';

const MEETING = { zh: '研判会', en: 'meeting' };
const ITEM = { zh: '议题', en: 'agenda item' };

/** A meeting, locked. Throws NotFound, also when the actor may not read it. */
export async function lockMeeting(unit: UnitOfWork, id: string): Promise<ReviewMeetingRecord> {
  const meeting = isUuid(id)
    ? await unit.em.findOne(ReviewMeetingEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    : null;
  if (!meeting || !(await readsMeeting(unit, meeting))) throw notFound(MEETING);
  return meeting;
}

/** Somebody on a meeting. */
export interface Member {
  staffId: string;
  role: string;
  present: boolean;
  /** In whose place he sits. */
  standsFor: string | null;
}

export interface LockedItem {
  item: AgendaItemRecord;
  meeting: ReviewMeetingRecord;
  members: Member[];
  /** What abilities ask of the item. */
  access: { chairId: string; presiderId: string; memberIds: string[] };
}

export const PAUSED = {
  zh: '会议暂停中，请等召集人恢复会议。',
  en: 'The meeting is paused; wait until the chair resumes it.',
};

/** Refuses what waits while a meeting is paused. Throws WrongState. */
export function assertNotPaused({ status }: { status: string }): void {
  if (status === 'paused') throw wrongState(status, PAUSED);
}

/** An agenda item with its meeting, both locked, the meeting first. Throws NotFound. */
export async function lockItem(unit: UnitOfWork, id: string): Promise<LockedItem> {
  const found = isUuid(id) ? await unit.em.findOne(AgendaItemEntity, { id }) : null;
  if (!found) throw notFound(ITEM);
  const meeting = await lockMeeting(unit, found.meetingId);
  const item = await unit.em.findOneOrFail(
    AgendaItemEntity,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const members = await membersOf(unit, meeting.id);
  const { chairId } = meeting;
  const presiderId = item.presiderId ?? chairId;
  return { item, meeting, members, access: { chairId, presiderId, memberIds: members.map(({ staffId }) => staffId) } };
}

export function membersOf(unit: Pick<UnitOfWork, 'sql'>, meetingId: string): Promise<Member[]> {
  return unit.sql<Member>(
    'select staff_id as "staffId", role, present, stands_for as "standsFor" from meeting_member where meeting_id = $1',
    [meetingId],
  );
}

/** Everybody on a meeting, also whoever sits in another's place. */
export async function memberIdsOf(unit: Pick<UnitOfWork, 'sql'>, meetingId: string): Promise<string[]> {
  return (await membersOf(unit, meetingId)).map(({ staffId }) => staffId);
}

async function readsMeeting(unit: UnitOfWork, meeting: ReviewMeetingRecord): Promise<boolean> {
  if (unit.actor.role === 'chair') return unit.ability.can('read', 'Meeting');
  return unit.ability.can('read', 'Meeting') && (await memberIdsOf(unit, meeting.id)).includes(unit.actor.staffId);
}
