import type { Sql } from '../../platform/run-command.js';
import { refreshCaseDepartments } from '../case/case-departments.js';

export interface NewTask {
  kind: string;
  zh: string;
  en: string;
  caseId?: string | null;
  batchId?: string | null;
  packageItemId?: string | null;
  applicationId?: string | null;
  ruleVersionId?: string | null;
  listMatchId?: string | null;
  meetingId?: string | null;
  agendaItemId?: string | null;
  auditFindingId?: string | null;
  satisfactionAskingId?: string | null;
  recoveryId?: string | null;
  departmentCode?: string | null;
  townshipCode?: string | null;
  assigneeId?: string | null;
  /** YYYY-MM-DD. */
  dueOn: string;
  /** What caused the task; one cause makes one task, however often it is told. */
  origin: string;
}

/**
 * Gives somebody something to do by a day; whoever has something to do about a case sees it. A second call with the same
 * origin changes nothing.
 *
 * The case is locked before its task is added: whoever adds the task first and marks the case afterwards waits for a
 * command that has queued up for the case in between, and that one for him.
 */
export async function addTask(sql: Sql, task: NewTask): Promise<void> {
  const concerned = task.departmentCode ? task.caseId : undefined;
  if (concerned) await sql('select from case_file where id = $1 for no key update', [concerned]);
  await addTasks(sql, [task]);
  if (concerned) await refreshCaseDepartments(sql, concerned);
}

/** `addTask` for many by one statement; those about a case and of a department go through `addTask`. */
export async function addTasks(sql: Sql, tasks: readonly NewTask[]): Promise<void> {
  if (tasks.length === 0) return;
  await sql(
    `insert into task (kind, title_zh, title_en, case_id, batch_id, package_item_id, application_id, rule_version_id,
       list_match_id, meeting_id, agenda_item_id, audit_finding_id,
       satisfaction_asking_id, recovery_id, department_code, township_code, assignee_id, due_on, status, origin)
     select t.kind, t.zh, t.en, t."caseId", t."batchId", t."packageItemId", t."applicationId", t."ruleVersionId",
       t."listMatchId", t."meetingId", t."agendaItemId", t."auditFindingId",
       t."satisfactionAskingId", t."recoveryId", t."departmentCode", t."townshipCode", t."assigneeId", t."dueOn", 'open', t.origin
     from jsonb_to_recordset($1::jsonb) as t (kind text, zh text, en text, "caseId" uuid, "batchId" uuid,
       "packageItemId" uuid, "applicationId" uuid, "ruleVersionId" uuid, "listMatchId" uuid, "meetingId" uuid, "agendaItemId" uuid, "auditFindingId" uuid,
       "satisfactionAskingId" uuid, "recoveryId" uuid, "departmentCode" text,
       "townshipCode" text, "assigneeId" uuid, "dueOn" date, origin text)
     on conflict (origin) do nothing`,
    [JSON.stringify(tasks)],
  );
}
