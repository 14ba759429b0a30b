import type { Actor } from '@yimen/schema';
import DataLoader from 'dataloader';
import { type Context, signedIn } from '../../context.js';
import { type AccessField, accessSql } from '../../platform/access-sql.js';
import { workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import type { Level } from '../../platform/level.js';
import { byKey, type Columns, everyColumn, rows } from '../../platform/read.js';

export interface TaskRow {
  id: string;
  kind: string;
  titleZh: string;
  titleEn: string;
  departmentCode: string | null;
  townshipCode: string | null;
  assigneeId: string | null;
  assignee: string | null;
  dueOn: string;
  status: string;
  caseId: string | null;
  caseNumber: string | null;
  doneAt: Date | null;
  ruleVersionId: string | null;
  listMatchId: string | null;
  meetingId: string | null;
  auditFindingId: string | null;
  satisfactionAskingId: string | null;
  about: string | null;
}

const TASK: Columns<TaskRow> = {
  id: 't.id',
  kind: 't.kind',
  titleZh: 't.title_zh',
  titleEn: 't.title_en',
  departmentCode: 't.department_code',
  townshipCode: 't.township_code',
  assigneeId: 't.assignee_id',
  assignee: `coalesce(s.name, case when t.kind = 'department_decision' then (select string_agg(h.name, '、' order by h.name)
    from staff h where h.department_code = t.department_code and h.role = 'manager' and h.active) end)`,
  dueOn: 't.due_on',
  status: 't.status',
  caseId: 't.case_id',
  caseNumber: 'c.number',
  doneAt: 't.done_at',
  ruleVersionId: 't.rule_version_id',
  listMatchId: 't.list_match_id',
  meetingId: 't.meeting_id',
  auditFindingId: 't.audit_finding_id',
  satisfactionAskingId: 't.satisfaction_asking_id',
  about: `case t.kind when 'waiting_offer' then substring(t.origin from 15)
    when 'donor_wish' then split_part(t.origin, ':', 2) when 'invitation' then split_part(t.origin, ':', 2) end`,
};
const TASK_NEEDS = {
  title: ['titleZh', 'titleEn'],
  department: ['departmentCode'],
  givenToMe: ['assigneeId'],
  workingDaysLeft: ['dueOn'],
  ruleVersion: ['ruleVersionId'],
} as const;

const FROM = 'task t left join staff s on s.id = t.assignee_id left join case_file c on c.id = t.case_id';

/** Of the decisions that departments owe; who owes more sees the most urgent. */
const MOST_DECISIONS = 200;

/** What abilities ask of a task, as SQL over `task t`. */
const FIELDS: Record<string, AccessField> = {
  departmentCode: { sql: 't.department_code' },
  townshipCode: { sql: 't.township_code' },
};

function readTasks(context: Context, params: unknown[]): string {
  const { ability, actor } = signedIn(context);
  const granted = accessSql(ability, 'read', 'Task', FIELDS, params);
  params.push(actor.staffId);
  return `(${granted} or t.assignee_id = $${params.length})`;
}

/** The tasks of a case, open ones first, the most urgent first. */
export const TASKS_OF_CASE: Level<TaskRow> = {
  type: 'Task',
  of: { 'Case.tasks': 'id' },
  key: 'caseId',
  columns: TASK,
  needs: TASK_NEEDS,
  instants: ['doneAt'],
  from: FROM,
  order: "(t.status = 'open') desc, t.due_on, t.id",
  access: readTasks,
};

/** Tasks as far as the reader may see them; those given to himself always. */
export class TaskReader {
  readonly task = new DataLoader<string, TaskRow | undefined>(async (ids) => {
    const params: unknown[] = [ids];
    const text = `select ${everyColumn(TASK)} from ${FROM} where t.id = any($1) and ${readTasks(this.context, params)}`;
    return byKey(ids, await rows<TaskRow>(this.pool, text, params), (row) => row.id);
  });

  private readonly daysLeft = new Map<string, number>();

  constructor(private readonly context: Context) {}

  private get pool() {
    return this.context.database.pool;
  }

  /** Working days from today to a due day, negative once it has passed; counted once a day of a request. */
  workingDaysLeft(dueOn: string): number {
    const left = this.daysLeft.get(dueOn) ?? workingDaysBetween(today(), dueOn);
    this.daysLeft.set(dueOn, left);
    return left;
  }

  /** What departments have still to decide of what meetings adopted, the most urgent first. */
  async decisionsDue(): Promise<TaskRow[]> {
    const params: unknown[] = [];
    const text = `select ${everyColumn(TASK)} from ${FROM} where t.status = 'open' and t.kind = 'department_decision'
      and ${readTasks(this.context, params)} order by t.due_on, t.id limit ${MOST_DECISIONS}`;
    return rows<TaskRow>(this.pool, text, params);
  }

  /** What the reader himself has to do, the most urgent first. */
  async mine(): Promise<TaskRow[]> {
    const params: unknown[] = [];
    const text = `select ${everyColumn(TASK)} from ${FROM} where t.status = 'open' and ${readTasks(this.context, params)}
      and ${dutyOf(signedIn(this.context).actor, params)} order by t.due_on, t.id`;
    return rows<TaskRow>(this.pool, text, params);
  }
}

/** Whose duty an open task is: his who was named; else of the department's people, or of the area's clerks. */
function dutyOf(actor: Actor, params: unknown[]): string {
  params.push(actor.staffId);
  const given = `t.assignee_id = $${params.length}`;
  switch (actor.role) {
    case 'clerk':
      params.push(actor.townshipCode);
      return `(${given} or t.department_code is null and t.township_code is not null
        and ($${params.length}::text is null or t.township_code = $${params.length}))`;
    case 'member':
    case 'manager':
    case 'data_officer':
    case 'finance':
      params.push(actor.departmentCode);
      return `(${given} or t.department_code = $${params.length})`;
    case 'chair':
    case 'leader':
      return given;
  }
}
