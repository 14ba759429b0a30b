import { UnknownCalendarYear, workingDaysBetween } from '../../platform/calendar.js';
import { today } from '../../platform/clock.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import { addTasks } from '../task/add-task.js';
import type { LockedItem } from './load-meeting.js';
import type { DeferItemInput, ItemTaskInput, SubgroupInput } from './review-meeting.inputs.js';

const MOST = 20;

/**
 * Gives what is to be done until a deferred item comes back to people by name and day: tasks, and a question to a few
 * members. Throws InvalidInput.
 */
export async function giveFollowUps(unit: UnitOfWork, locked: LockedItem, input: DeferItemInput): Promise<void> {
  const tasks = input.tasks ?? [];
  const check = new InputCheck();
  if (tasks.length > MOST)
    check.add('tasks', { zh: `最多 ${MOST} 项任务。`, en: `At most ${MOST} tasks can be given.` });
  const mayDo = new Set([...locked.access.memberIds, ...(await ownerOf(unit, locked))]);
  for (const [index, task] of tasks.entries()) checkTask(check, task, `tasks.${index}`, mayDo);
  if (input.subgroup) checkSubgroup(check, input.subgroup, locked);
  check.done();
  const { id: agendaItemId, caseId, batchId } = locked.item;
  await addTasks(
    unit.sql,
    tasks.map(({ title, assigneeId, dueOn }, index) => ({
      kind: 'meeting_task',
      zh: title.trim(),
      en: title.trim(),
      caseId,
      batchId,
      agendaItemId,
      assigneeId,
      dueOn: dueOn.trim(),
      origin: `item:${agendaItemId}:task:${index}`,
    })),
  );
  if (input.subgroup) await formSubgroup(unit, locked, input.subgroup);
}

function checkDay(check: InputCheck, path: string, text: string): void {
  const day = check.day(path, text);
  if (!day) return;
  if (day < today()) check.add(path, { zh: '期限不能早于今天。', en: 'The day must not lie before today.' });
  try {
    // Whoever gets the task is told how many working days are left.
    workingDaysBetween(today(), day);
  } catch (error) {
    if (!(error instanceof UnknownCalendarYear)) throw error;
    check.add(path, {
      zh: '该年的节假日安排尚未公布，请选择较早的日期。',
      en: 'The holidays of that year are not known yet; choose an earlier day.',
    });
  }
}

function checkTask(check: InputCheck, task: ItemTaskInput, path: string, mayDo: ReadonlySet<string>): void {
  check.text(`${path}.title`, task.title, { zh: '任务内容', en: 'task' }, 200);
  if (!mayDo.has(task.assigneeId))
    check.add(`${path}.assigneeId`, {
      zh: '请选择本次会议的成员，或该个案的首问责任人。',
      en: 'Choose somebody on this meeting, or the first-contact owner of the case.',
    });
  checkDay(check, `${path}.dueOn`, task.dueOn);
}

function checkSubgroup(check: InputCheck, { memberIds, question, dueOn }: SubgroupInput, locked: LockedItem): void {
  if (!locked.item.caseId)
    check.add('subgroup', { zh: '批次不能交小组讨论。', en: 'A batch is not given to a subgroup.' });
  if (memberIds.length === 0 || memberIds.some((id) => !locked.access.memberIds.includes(id)))
    check.add('subgroup.memberIds', {
      zh: '请从本次会议的成员中选择小组成员。',
      en: 'Choose the subgroup from those on this meeting.',
    });
  check.text('subgroup.question', question, { zh: '交小组研究的问题', en: 'question' }, 500);
  checkDay(check, 'subgroup.dueOn', dueOn);
}

async function ownerOf(unit: UnitOfWork, { item }: LockedItem): Promise<string[]> {
  if (!item.caseId || !isUuid(item.caseId)) return [];
  const owners = await unit.sql<{ id: string }>('select owner_id as id from case_file where id = $1', [item.caseId]);
  return owners.map(({ id }) => id);
}

async function formSubgroup(unit: UnitOfWork, { item }: LockedItem, input: SubgroupInput): Promise<void> {
  const memberIds = [...new Set(input.memberIds)];
  const question = input.question.trim();
  const [subgroup] = await unit.sql<{ id: string }>(
    `insert into subgroup (agenda_item_id, case_id, question, due_on, created_by) values ($1, $2, $3, $4, $5) returning id`,
    [item.id, item.caseId, question, input.dueOn.trim(), unit.actor.staffId],
  );
  const id = (subgroup as { id: string }).id;
  await unit.sql('insert into subgroup_member (subgroup_id, staff_id) select $1, unnest($2::uuid[])', [id, memberIds]);
  await addTasks(
    unit.sql,
    memberIds.map((assigneeId) => ({
      kind: 'subgroup_opinion',
      zh: `提出小组意见：${question}`,
      en: `Report the subgroup's opinion: ${question}`,
      caseId: item.caseId,
      agendaItemId: item.id,
      assigneeId,
      dueOn: input.dueOn.trim(),
      origin: `subgroup:${id}:${assigneeId}`,
    })),
  );
}
