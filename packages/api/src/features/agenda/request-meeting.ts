import { addWorkingDays } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { addCaseEvent } from '../case/case-events.js';
import { loadCase } from '../case/load-case.js';
import { reviewCommittee } from '../review-meeting/item-tally.js';
import { addTask } from '../task/add-task.js';
import type { RequestMeetingInput } from './agenda.inputs.js';

/**
 * A department or township asks for a meeting about a case; it must be held within the committee's working days (R12),
 * and the chair with the fewest such duties has the task. Throws NotFound, NotAllowed, WrongState, InvalidInput.
 */
export async function requestMeeting(unit: UnitOfWork, input: RequestMeetingInput): Promise<CommandResult> {
  const { sql, actor, county } = unit;
  const file = await loadCase(unit, input.caseId, 'request_meeting');
  file.assertMay('request_meeting');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' }, 2000);
  check.done();
  await assertNotAsked(unit, file.id);
  const chairId = await chairToHoldIt(unit);
  const requestedOn = today();
  const dueOn = addWorkingDays(requestedOn, reviewCommittee(county).meetsWithinWorkingDays);
  const asking = unitOf(unit);
  const [request] = await sql<{ id: string }>(
    `insert into meeting_request (case_id, reason, requested_by, unit_zh, unit_en, chair_id, requested_on, due_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [file.id, reason, actor.staffId, asking.zh, asking.en, chairId, requestedOn, dueOn],
  );
  await addTask(sql, {
    kind: 'hold_meeting',
    zh: `${asking.zh}要求就个案 ${file.number} 召开研判会：${reason}`,
    en: `${asking.en} asks for a meeting about case ${file.number}: ${reason}`,
    caseId: file.id,
    assigneeId: chairId,
    dueOn,
    origin: taskOrigin((request as { id: string }).id),
  });
  await addCaseEvent(sql, {
    caseId: file.id,
    kind: 'meeting_requested',
    zh: `${asking.zh}要求在 ${dueOn} 前召开研判会：${reason}`,
    en: `${asking.en} asks for a meeting by ${dueOn}: ${reason}`,
    departmentCode: actor.departmentCode,
    actorId: actor.staffId,
  });
  return { type: 'Case', id: file.id };
}

/** A meeting has taken the case up: what was asked for is held, and the chair's task is done. */
export async function meetRequest({ sql, actor }: UnitOfWork, caseId: string, meetingId: string): Promise<void> {
  const held = await sql<{ id: string }>(
    `update meeting_request set held_in = $2, held_at = clock_timestamp() where case_id = $1 and held_in is null
     returning id`,
    [caseId, meetingId],
  );
  await sql(
    `update task set status = 'done', done_at = now(), done_by = $2, version = version + 1
      where origin = any($1) and status = 'open'`,
    [held.map(({ id }) => taskOrigin(id)), actor.staffId],
  );
}

function taskOrigin(requestId: string): string {
  return `meeting_request:${requestId}`;
}

async function assertNotAsked({ sql }: UnitOfWork, caseId: string): Promise<void> {
  const [asked] = await sql<{ zh: string; en: string; dueOn: string }>(
    'select unit_zh as zh, unit_en as en, due_on as "dueOn" from meeting_request where case_id = $1 and held_in is null',
    [caseId],
  );
  if (!asked) return;
  throw wrongState('requested', {
    zh: `${asked.zh}已要求开会，须在 ${asked.dueOn} 前召开，不必再次提出。`,
    en: `${asked.en} has asked for a meeting, to be held by ${asked.dueOn}; there is no need to ask again.`,
  });
}

async function chairToHoldIt({ sql }: UnitOfWork): Promise<string> {
  const [chair] = await sql<{ id: string }>(
    `select s.id from staff s where s.role = 'chair' and s.active
      order by (select count(*) from task t where t.assignee_id = s.id and t.kind = 'hold_meeting' and t.status = 'open'), s.id
      limit 1`,
  );
  if (chair) return chair.id;
  throw wrongState('no_chair', {
    zh: '还没有召集人，请先由管理员开通召集人账号。',
    en: 'Nobody chairs the committee yet; have an account opened for the chair first.',
  });
}

function unitOf({ actor, county }: UnitOfWork): Bilingual {
  if (actor.departmentCode) return county.department(actor.departmentCode).name;
  const township = actor.townshipCode ? county.township(actor.townshipCode) : undefined;
  return township?.name ?? { zh: '县级窗口', en: 'The county window' };
}
