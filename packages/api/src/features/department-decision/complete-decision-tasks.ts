import type { UnitOfWork } from '../../platform/run-command.js';

/** Closes the acting department's open tasks to decide an item or its part of a batch; the decision itself does them. */
export async function completeDecisionTasks(
  unit: UnitOfWork,
  of: { packageItemId: string } | { batchId: string },
): Promise<void> {
  const [column, id] = 'batchId' in of ? ['batch_id', of.batchId] : ['package_item_id', of.packageItemId];
  await unit.sql(
    `update task set status = 'done', done_at = now(), done_by = $3, version = version + 1
     where ${column} = $1 and kind = 'department_decision' and department_code = $2 and status = 'open'`,
    [id, unit.actor.departmentCode, unit.actor.staffId],
  );
}
