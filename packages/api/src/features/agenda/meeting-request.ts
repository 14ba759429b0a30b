import type { Level } from '../../platform/level.js';

/** Somebody asked for a meeting about a case. Days are YYYY-MM-DD. */
export interface MeetingRequestRow {
  id: string;
  caseId: string;
  unitZh: string;
  unitEn: string;
  requestedBy: string;
  chairId: string;
  reason: string;
  requestedOn: string;
  dueOn: string;
  heldAt: Date | null;
}

/** The latest request about a case; reached from a readable case only. */
export const MEETING_REQUEST_OF_CASE: Level<MeetingRequestRow> = {
  type: 'MeetingRequest',
  of: { 'Case.meetingRequest': 'id' },
  key: 'caseId',
  columns: {
    id: 'r.id',
    caseId: 'r.case_id',
    unitZh: 'r.unit_zh',
    unitEn: 'r.unit_en',
    requestedBy: 'r.requested_by',
    chairId: 'r.chair_id',
    reason: 'r.reason',
    requestedOn: 'r.requested_on',
    dueOn: 'r.due_on',
    heldAt: 'r.held_at',
  },
  needs: { unit: ['unitZh', 'unitEn'], requestedBy: ['requestedBy'], chair: ['chairId'], workingDaysLeft: ['dueOn'] },
  instants: ['heldAt'],
  from: 'meeting_request r',
  where: 'not exists (select from meeting_request later where later.case_id = r.case_id and later.id > r.id)',
  access: () => 'true',
};
