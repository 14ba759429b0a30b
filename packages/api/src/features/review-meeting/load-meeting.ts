import { LockMode } from '@mikro-orm/core';
import { notFound } from '../../platform/errors.js';
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

/** An agenda item with its meeting, both locked, the meeting first. Throws NotFound. */
export async function lockItem(
  unit: UnitOfWork,
  id: string,
): Promise<{ item: AgendaItemRecord; meeting: ReviewMeetingRecord; memberIds: string[] }> {
  const found = isUuid(id) ? await unit.em.findOne(AgendaItemEntity, { id }) : null;
  if (!found) throw notFound(ITEM);
  const meeting = await lockMeeting(unit, found.meetingId);
  const item = await unit.em.findOneOrFail(
    AgendaItemEntity,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  return { item, meeting, memberIds: await memberIdsOf(unit, meeting.id) };
}

export async function memberIdsOf(unit: Pick<UnitOfWork, 'sql'>, meetingId: string): Promise<string[]> {
  const members = await unit.sql<{ staffId: string }>(
    'select staff_id as "staffId" from meeting_member where meeting_id = $1',
    [meetingId],
  );
  return members.map((member) => member.staffId);
}

async function readsMeeting(unit: UnitOfWork, meeting: ReviewMeetingRecord): Promise<boolean> {
  if (unit.actor.role === 'chair') return unit.ability.can('read', 'Meeting');
  return unit.ability.can('read', 'Meeting') && (await memberIdsOf(unit, meeting.id)).includes(unit.actor.staffId);
}
