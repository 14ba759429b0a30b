import { subject } from '@casl/ability';
import { LockMode } from '@mikro-orm/core';
import { assertCan } from '../../platform/authorize.js';
import { invalidInput, notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { Task } from './task.entity.js';
import type { TaskActionInput } from './task.inputs.js';

const TASK = { zh: '任务', en: 'task' };
const LONGEST_NOTE = 1000;

/** Marks a task done, with a note. Throws NotFound, NotAllowed, WrongState, InvalidInput. */
export async function completeTask(unit: UnitOfWork, input: TaskActionInput): Promise<CommandResult> {
  if (!isUuid(input.taskId)) throw notFound(TASK);
  const task = await unit.em.findOne(Task, { id: input.taskId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!task) throw notFound(TASK);
  const access = { departmentCode: task.departmentCode, townshipCode: task.townshipCode };
  if (task.assigneeId !== unit.actor.staffId) {
    if (!unit.ability.can('read', subject('Task', { ...access }) as never)) throw notFound(TASK);
    assertCan(unit, 'complete', 'Task', access);
  }
  const note = input.note?.trim() || null;
  if (note && note.length > LONGEST_NOTE) {
    throw invalidInput([
      {
        path: 'note',
        message: { zh: `备注最多 ${LONGEST_NOTE} 个字。`, en: `The note has at most ${LONGEST_NOTE} characters.` },
      },
    ]);
  }
  task.complete(unit.actor.staffId, note);
  if (task.caseId) {
    await addCaseEvent(unit.sql, {
      caseId: task.caseId,
      kind: 'task_done',
      zh: `办结：${task.titleZh}${note ? `（${note}）` : ''}`,
      en: `Done: ${task.titleEn}${note ? ` (${note})` : ''}`,
      departmentCode: unit.actor.departmentCode,
      actorId: unit.actor.staffId,
    });
  }
  return { type: 'Task', id: task.id };
}
