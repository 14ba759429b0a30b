import { subject } from '@casl/ability';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface BatchRecord {
  id: string;
  number: string;
  departmentCode: string;
  kind: 'monthly' | 'ad_hoc';
  /** YYYY-MM-01. */
  month: string;
  status: string;
  version: number;
  madeBy: string;
  submittedBy: string | null;
  checksum: string | null;
}

const BATCH = { zh: '发放批次', en: 'payment batch' };
const STALE = {
  zh: '该批次的状态已变化，不能这样办理。请刷新查看。',
  en: 'The batch is no longer in a state for this. Reload to see it.',
};

/** A batch, locked. Throws NotFound for one that the actor may not read. */
export async function lockPaymentBatch(unit: UnitOfWork, id: string): Promise<BatchRecord> {
  const [batch] = isUuid(id)
    ? await unit.sql<BatchRecord>(
        `select id, number, department_code as "departmentCode", kind, month, status, version, made_by as "madeBy",
           submitted_by as "submittedBy", file_checksum as checksum from payment_batch where id = $1 for update`,
        [id],
      )
    : [];
  if (!batch || !unit.ability.can('read', subject('PaymentBatch', { ...batch }) as never)) throw notFound(BATCH);
  return batch;
}

/** A batch, locked, for a step of its work. Throws NotFound, NotAllowed, StaleVersion, WrongState. */
export async function loadForStep(
  unit: UnitOfWork,
  { batchId, expectedVersion }: { batchId: string; expectedVersion: number },
  action: string,
  may: 'make' | 'check',
): Promise<{ batch: BatchRecord; next: string }> {
  const batch = await lockPaymentBatch(unit, batchId);
  assertCan(unit, may, 'PaymentBatch', batch);
  assertVersion(batch, expectedVersion);
  return { batch, next: assertTransition('PaymentBatch', batch.status, action, STALE) };
}

/** Refuses whoever made or submitted a batch to check it. */
export function assertOther({ actor }: UnitOfWork, { madeBy, submittedBy, status }: BatchRecord): void {
  if (actor.staffId !== madeBy && actor.staffId !== submittedBy) return;
  throw wrongState(status, {
    zh: '制单人不能复核自己的批次，请由本单位另一位同事复核。',
    en: 'Who made a batch cannot check it; another colleague of the department must.',
  });
}
