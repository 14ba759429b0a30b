import type { Sql } from '../../platform/run-command.js';

export interface CaseEvent {
  caseId: string;
  kind: string;
  zh: string;
  en: string;
  departmentCode?: string | null;
  actorId?: string | null;
}

/** Adds a line to the case's timeline; lines are never changed. */
export async function addCaseEvent(sql: Sql, event: CaseEvent): Promise<void> {
  await sql(
    'insert into case_event (case_id, kind, text_zh, text_en, department_code, actor_id) values ($1, $2, $3, $4, $5, $6)',
    [event.caseId, event.kind, event.zh, event.en, event.departmentCode ?? null, event.actorId ?? null],
  );
}
