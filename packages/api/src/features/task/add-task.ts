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
  await sql(
    `insert into task (kind, title_zh, title_en, case_id, batch_id, package_item_id, application_id, rule_version_id,
       list_match_id, department_code, township_code, assignee_id, due_on, status, origin)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14)
     on conflict (origin) do nothing`,
    [
      task.kind,
      task.zh,
      task.en,
      task.caseId ?? null,
      task.batchId ?? null,
      task.packageItemId ?? null,
      task.applicationId ?? null,
      task.ruleVersionId ?? null,
      task.listMatchId ?? null,
      task.departmentCode ?? null,
      task.townshipCode ?? null,
      task.assigneeId ?? null,
      task.dueOn,
      task.origin,
    ],
  );
  if (concerned) await refreshCaseDepartments(sql, concerned);
}
