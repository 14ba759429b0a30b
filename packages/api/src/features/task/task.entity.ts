import { defineEntity, p } from '@mikro-orm/core';
import { assertTransition } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';

const TaskSchema = defineEntity({
  name: 'Task',
  tableName: 'task',
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    caseId: p.uuid().nullable(),
    titleZh: p.text(),
    titleEn: p.text(),
    departmentCode: p.text().nullable(),
    townshipCode: p.text().nullable(),
    assigneeId: p.uuid().nullable(),
    status: p.text(),
    note: p.text().nullable(),
    doneAt: p.datetime().nullable(),
    doneBy: p.uuid().nullable(),
    version: p.integer(),
  },
});

const DEEDS = [
  'department_decision',
  'rule_review',
  'discovery',
  'verification',
  'fact_conflict',
  'hold_meeting',
  'emergency_meeting',
  'subgroup_opinion',
  'budget_request',
  'budget_plan',
  'audit_finding',
  'satisfaction',
  'donor_wish',
];

/** Whether a task ends with the deed it asks for, so that nobody may tick it off instead. */
export function doneByItsDeed(kind: string): boolean {
  return DEEDS.includes(kind);
}

/** Something somebody has to do by a day. */
export class Task extends TaskSchema.class {
  /** Marks it done. Throws WrongState when it is done already, or is done only by its deed. */
  complete(by: string, note: string | null, at = new Date()): void {
    if (doneByItsDeed(this.kind)) {
      throw wrongState(this.status, {
        zh: '该任务随决定、审批、发布、退回或核查结果自动办结，请到相应页面办理。',
        en: 'This task is done by the deed itself: decide, approve, publish, send back or enter the results on its page.',
      });
    }
    this.status = assertTransition('Task', this.status, 'complete', {
      zh: '该任务已办结。请刷新任务列表。',
      en: 'This task is done already. Reload the list of tasks.',
    });
    this.note = note;
    this.doneAt = at;
    this.doneBy = by;
    this.version += 1;
  }
}
TaskSchema.setClass(Task);

export const taskEntities = [Task];
