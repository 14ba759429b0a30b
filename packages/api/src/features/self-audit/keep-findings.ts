import { AUDIT_QUESTIONS, type AuditQuestion } from '@yimen/schema';
import { addWorkingDays } from '../../platform/calendar.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import { askQuestion, type Found } from './ask-question.js';
import type { Asking } from './asking.js';

interface Known {
  id: string;
  mark: string;
  status: string;
  digest: string;
}

/**
 * Asks a question and keeps what it finds: what is new, and what comes back because its facts are others than those that
 * were answered, gets a task of its owner; what nobody answered and is found no more is gone. Found again as it was, a
 * finding changes nothing. Two who ask at once queue here.
 */
export async function auditQuestion(unit: UnitOfWork, asking: Asking): Promise<void> {
  const { sql } = unit;
  const { rule, on } = asking;
  await sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit_question:${rule.code}`]);
  const found = await askQuestion(sql, asking);
  const known = await sql<Known>(
    'select id, mark, status, digest from audit_finding where question = $1 order by id for update',
    [rule.code],
  );
  const before = new Map(known.map((one) => [one.mark, one]));
  const isBack = (one: Found) => {
    const was = before.get(one.mark);
    if (!was) return false;
    return was.status === 'vanished' || (['explained', 'corrected'].includes(was.status) && was.digest !== one.digest);
  };
  const dueOn = addWorkingDays(on, rule.answersWithinWorkingDays);
  const added = await add(
    sql,
    asking,
    found.filter(({ mark }) => !before.has(mark)),
    dueOn,
  );
  const back = await bringBack(sql, asking, found.filter(isBack), dueOn);
  await refresh(
    sql,
    asking,
    found.filter((one) => before.has(one.mark) && !isBack(one)),
  );
  const stillFound = new Set(found.map(({ mark }) => mark));
  const vanished = known.filter(({ status, mark }) => status === 'open' && !stillFound.has(mark));
  await vanish(
    unit,
    vanished.map(({ id }) => id),
  );
  await giveTasks(unit, rule.code, [...added, ...back], dueOn);
}

/** A finding that its owner has to answer. */
export interface Owed {
  id: string;
  number: string;
  departmentCode: string | null;
  times: number;
}

const ROWS = `jsonb_to_recordset($2::jsonb) as f (mark text, "departmentCode" text, "townshipCode" text, "householdId" uuid,
  "personId" uuid, "caseId" uuid, "amountFen" bigint, evidence jsonb, digest text)`;
/** Columns of an Owed. */
export const OWED = `id, number::text, department_code as "departmentCode", times_found as times`;

async function add(sql: Sql, { rule }: Asking, found: readonly Found[], dueOn: string): Promise<Owed[]> {
  if (found.length === 0) return [];
  return sql<Owed>(
    `with added as (
       insert into audit_finding (question, mark, severity, department_code, township_code, household_id, person_id, case_id,
         amount_fen, evidence, digest, status, due_on)
       select $1, f.mark, $3, f."departmentCode", f."townshipCode", f."householdId", f."personId", f."caseId", f."amountFen",
         f.evidence, f.digest, 'open', $4 from ${ROWS} order by f.mark returning *),
     told as (insert into audit_finding_event (finding_id, kind, digest, evidence)
       select id, 'found', digest, evidence from added)
     select ${OWED} from added`,
    [rule.code, JSON.stringify(found), rule.severity, dueOn],
  );
}

const CHANGES = `severity = $3, department_code = f."departmentCode", township_code = f."townshipCode",
  household_id = f."householdId", person_id = f."personId", case_id = f."caseId", amount_fen = f."amountFen",
  evidence = f.evidence, digest = f.digest, seen_at = clock_timestamp()`;

async function bringBack(sql: Sql, { rule }: Asking, found: readonly Found[], dueOn: string): Promise<Owed[]> {
  if (found.length === 0) return [];
  return sql<Owed>(
    `with back as (
       update audit_finding a set ${CHANGES}, status = 'open', due_on = $4, times_found = a.times_found + 1,
         version = a.version + 1 from ${ROWS} where a.question = $1 and a.mark = f.mark returning a.*),
     told as (insert into audit_finding_event (finding_id, kind, digest, evidence)
       select id, 'found_again', digest, evidence from back)
     select ${OWED} from back`,
    [rule.code, JSON.stringify(found), rule.severity, dueOn],
  );
}

/** An open finding tells what is known now; an answered one stays as it was answered. */
async function refresh(sql: Sql, { rule }: Asking, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  await sql(
    `update audit_finding a set ${CHANGES} from ${ROWS} where a.question = $1 and a.mark = f.mark and a.status = 'open'`,
    [rule.code, JSON.stringify(found), rule.severity],
  );
}

async function vanish({ sql, actor }: UnitOfWork, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql(
    `with gone as (update audit_finding set status = 'vanished', version = version + 1 where id = any($1) returning id, digest)
     insert into audit_finding_event (finding_id, kind, digest) select id, 'vanished', digest from gone`,
    [ids],
  );
  await finishTasks(sql, ids, actor.staffId);
}

/** The owner's tasks of findings are done. */
export async function finishTasks(sql: Sql, findingIds: readonly string[], by: string): Promise<void> {
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
     where audit_finding_id = any($1) and status = 'open'`,
    [findingIds, by],
  );
}

/** Of a department its people; of the committee the chair. */
export async function giveTasks(
  { sql }: UnitOfWork,
  question: string,
  owed: readonly Owed[],
  dueOn: string,
): Promise<void> {
  if (owed.length === 0) return;
  const [chair] = await sql<{ id: string }>(`select id from staff where role = 'chair' and active order by id limit 1`);
  const { zh, en } = AUDIT_QUESTIONS[question as AuditQuestion];
  await addTasks(
    sql,
    owed.map(({ id, number, departmentCode, times }) => ({
      kind: 'audit_finding',
      zh: `自查疑点 ${number}“${zh}”：请说明情况或纠正`,
      en: `Finding ${number} of the self-audit, "${en}": explain it or put it right`,
      departmentCode,
      assigneeId: departmentCode === null ? (chair?.id ?? null) : null,
      auditFindingId: id,
      dueOn,
      origin: `audit_finding:${id}:${times}`,
    })),
  );
}
