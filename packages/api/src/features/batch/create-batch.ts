import { assertCan } from '../../platform/authorize.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { CreateBatchInput } from './batch.inputs.js';

/** Only of such a group can a batch say who keeps what. */
export const BATCH_MODE = 'highest_single_award';

/** Opens a batch for the programs of one exclusivity group (R29). Throws NotAllowed, InvalidInput. */
export async function createBatch(unit: UnitOfWork, input: CreateBatchInput): Promise<CommandResult> {
  assertCan(unit, 'create', 'Batch', {});
  const check = new InputCheck();
  const title = check.text('title', input.title, { zh: '批次名称', en: 'title' });
  const on = check.day('decisionDate', input.decisionDate);
  const group = unit.county.pack.groups.find((one) => one.code === input.groupCode);
  if (group?.mode !== BATCH_MODE) {
    check.add('groupCode', {
      zh: '请选择“按最高额享受一次”的互斥组。',
      en: 'Choose an exclusivity group whose highest single award is kept.',
    });
  }
  check.done();
  const [batch] = await unit.sql<{ id: string }>(
    `insert into batch (number, title, group_code, decision_date, status, created_by)
     values ('PC-' || $1 || '-' || lpad(nextval('batch_number')::text, 4, '0'), $2, $3, $4, 'draft', $5) returning id`,
    [(on as string).slice(0, 4), title, input.groupCode, on, unit.actor.staffId],
  );
  return { type: 'Batch', id: (batch as { id: string }).id };
}
