import type pg from 'pg';
import { rows } from '../../platform/read.js';
import type { Bilingual } from '../../policy/types.js';

/** Somebody asked for a meeting about a case. Days are YYYY-MM-DD. */
export interface MeetingRequestRow {
  id: string;
  caseId: string;
  unit: Bilingual;
  requestedBy: string;
  chairId: string;
  reason: string;
  requestedOn: string;
  dueOn: string;
  heldAt: Date | null;
}

/** The latest request of each case; reached from a readable case only. */
export function readRequests(pool: pg.Pool, caseIds: readonly string[]): Promise<MeetingRequestRow[]> {
  return rows(
    pool,
    `select distinct on (case_id) id, case_id as "caseId", json_build_object('zh', unit_zh, 'en', unit_en) as unit,
       requested_by as "requestedBy", chair_id as "chairId", reason, requested_on as "requestedOn", due_on as "dueOn",
       held_at as "heldAt"
     from meeting_request where case_id = any($1) order by case_id, id desc`,
    [caseIds],
  );
}
