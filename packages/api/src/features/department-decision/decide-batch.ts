import { releaseHold } from '../../ledger/ledger.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notAllowed, notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { commitApplications, type Kept, lockApplications } from './commit-applications.js';
import { completeDecisionTasks } from './complete-decision-tasks.js';
import { type Decision, readDecision } from './decision-input.js';
import type { DecideBatchInput } from './department-decision.inputs.js';

interface Batch {
  id: string;
  number: string;
  status: string;
  decisionDate: string;
}

const BATCH = { zh: '批次', en: 'batch' };

/**
 * A department confirms or declines all applications that the adopted batch kept for it, at once: all its money and
 * places are committed, or nothing is and BudgetExceeded names every line that is short. When every department of the
 * batch has decided, the batch is settled.
 */
export async function decideBatch(unit: UnitOfWork, input: DecideBatchInput): Promise<CommandResult> {
  const decision = readDecision(input);
  const batch = await lockBatch(unit, input.batchId);
  const { departmentCode } = unit.actor;
  assertCan(unit, 'decide', 'Batch', { ...batch, departmentCode });
  const concerned = await unit.sql('select 1 from application where batch_id = $1 and department_code = $2 limit 1', [
    batch.id,
    departmentCode,
  ]);
  if (concerned.length === 0) {
    throw notAllowed({
      zh: '该批次没有贵单位的申请，无需确认。',
      en: 'This batch holds no application of your department.',
    });
  }
  assertTransition('Batch', batch.status, decision.action, {
    zh: '该批次不在待确认状态：可能尚未经研判通过，或已全部办结。请刷新查看。',
    en: 'This batch is not waiting for decisions: it is not adopted yet, or is settled. Reload to see it.',
  });
  await insertDecision(unit, batch, decision);
  const kept = await lockApplications(unit.sql, `a.batch_id = $1 and a.department_code = $2 and a.status = 'granted'`, [
    batch.id,
    departmentCode,
  ]);
  if (decision.outcome === 'confirmed') {
    const { number, decisionDate } = batch;
    const year = Number(decisionDate.slice(0, 4));
    await commitApplications(unit, kept, { number, year, on: decisionDate, key: input.key });
  } else await releaseKept(unit, batch, kept, decision.reason as string, input.key);
  await completeDecisionTasks(unit, { batchId: batch.id });
  await settleWhenDecided(unit, batch);
  return { type: 'Batch', id: batch.id };
}

async function lockBatch(unit: UnitOfWork, id: string): Promise<Batch> {
  const [batch] = isUuid(id)
    ? await unit.sql<Batch>(
        `select id, number, status, decision_date as "decisionDate" from batch where id = $1 for update`,
        [id],
      )
    : [];
  if (!batch || !unit.ability.can('read', 'Batch')) throw notFound(BATCH);
  return batch;
}

async function insertDecision(unit: UnitOfWork, batch: Batch, decision: Decision): Promise<void> {
  const made = await unit.sql(
    `insert into department_decision (batch_id, department_code, outcome, reason, decided_by)
     values ($1, $2, $3, $4, $5) on conflict (batch_id, department_code) do nothing returning id`,
    [batch.id, unit.actor.departmentCode, decision.outcome, decision.reason, unit.actor.staffId],
  );
  if (made.length > 0) return;
  throw wrongState(batch.status, {
    zh: '贵单位已对该批次作出决定，不能重复办理。',
    en: 'Your department has already decided its part of this batch.',
  });
}

async function releaseKept(
  unit: UnitOfWork,
  batch: Batch,
  kept: readonly Kept[],
  reason: string,
  key: string,
): Promise<void> {
  for (const { id, moneyHoldId, placeHoldId } of kept) {
    for (const holdId of [moneyHoldId, placeHoldId]) {
      if (!holdId) continue;
      await releaseHold(unit.sql, {
        key: `${unit.actor.staffId}:${key}:${id}:${holdId}`,
        holdId,
        reason: 'declined',
        on: batch.decisionDate,
        actorId: unit.actor.staffId,
      });
    }
  }
  await unit.sql(
    `update application set status = 'declined', reason_zh = $2, reason_en = $2, version = version + 1 where id = any($1)`,
    [kept.map(({ id }) => id), reason],
  );
}

async function settleWhenDecided(unit: UnitOfWork, batch: Batch): Promise<void> {
  const [row] = await unit.sql<{ open: number }>(
    `select count(*)::int as open from application where batch_id = $1 and status = 'granted'`,
    [batch.id],
  );
  const status =
    row?.open === 0
      ? assertTransition('Batch', batch.status, 'settle', {
          zh: '该批次不能办结。',
          en: 'This batch cannot be settled.',
        })
      : batch.status;
  await unit.sql('update batch set status = $2, version = version + 1 where id = $1', [batch.id, status]);
}
