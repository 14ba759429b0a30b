import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

export const ReviewMeetingEntity = defineEntity({
  name: 'ReviewMeeting',
  tableName: 'review_meeting',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    title: p.string(),
    scheduledAt: p.datetime(),
    place: p.string(),
    session: p.string(),
    emergencyReason: p.string().nullable(),
    status: p.string(),
    chairId: p.uuid(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    minutes: p.json<unknown>().nullable(),
    secretaryId: p.uuid().nullable(),
    createdBy: p.uuid(),
    version: p.integer(),
  },
});
export type ReviewMeetingRecord = InferEntity<typeof ReviewMeetingEntity>;

/** One case or one batch on a meeting's agenda. */
export const AgendaItemEntity = defineEntity({
  name: 'AgendaItem',
  tableName: 'agenda_item',
  properties: {
    id: p.uuid().primary(),
    meetingId: p.uuid(),
    position: p.integer(),
    kind: p.string(),
    caseId: p.uuid().nullable(),
    batchId: p.uuid().nullable(),
    packageItemId: p.uuid().nullable(),
    status: p.string(),
    reason: p.string().nullable(),
    decidedAt: p.datetime().nullable(),
    ballot: p.string(),
    countedAt: p.datetime().nullable(),
    presiderId: p.uuid().nullable(),
    closedPartAt: p.datetime().nullable(),
    version: p.integer(),
  },
});
export type AgendaItemRecord = InferEntity<typeof AgendaItemEntity>;

export const meetingEntities = [ReviewMeetingEntity, AgendaItemEntity];
