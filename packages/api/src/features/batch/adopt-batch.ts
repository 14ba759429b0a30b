import { findLine, holdFunds, lockLines, releaseHold } from '../../ledger/ledger.js';
import { invalidInput } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { refusalWords } from '../aid-package/refusal-words.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { type BatchApplicationRow, batchApplications, settle } from './batch-result.js';
import { moveBatch } from './move-batch.js';

interface Batch {
  groupCode: string;
  decisionDate: string;
}

async function batchOf(unit: UnitOfWork, batchId: string): Promise<Batch> {
  const [batch] = await unit.sql<Batch>(
    'select group_code as "groupCode", decision_date as "decisionDate" from batch where id = $1 for update',
    [batchId],
  );
  if (!batch) throw new Error(`No batch ${batchId}`);
  return batch;
}

/**
 * Adopts a batch: each person keeps the highest single award, its money is held on the department's line; the other
 * applications are displaced with the reason, and their places go back to the quota (R28, R30).
 */
export async function adoptBatch(unit: UnitOfWork, batchId: string, on: string): Promise<void> {
  const batch = await batchOf(unit, batchId);
  const applications = await batchApplications(unit.sql, batchId, true);
  if (applications.length === 0) {
    throw invalidInput([
      { path: 'itemId', message: { zh: '该批次还没有申请。', en: 'The batch holds no application.' } },
    ]);
  }
  const result = settle(unit.county, batch.groupCode, applications);
  const byId = new Map(applications.map((row) => [row.id, row]));
  await grant(
    unit,
    batch,
    result.kept.map((id) => byId.get(id) as BatchApplicationRow),
    on,
  );
  for (const { id, keptId, words } of result.displaced) {
    await setAside(unit, byId.get(id) as BatchApplicationRow, 'displaced', words, on, keptId);
  }
  for (const id of result.ineligible) {
    const row = byId.get(id) as BatchApplicationRow;
    await setAside(unit, row, 'ineligible', await ineligibleWords(unit, batch, row), on, null);
  }
  await moveBatch(unit.sql, batchId, 'adopt');
  await unit.emit('batch.adopted', { batchId, decidedOn: on });
}

/** Refuses a batch: every application with the meeting's reason, every place returned (R24, R28). */
export async function refuseBatch(unit: UnitOfWork, batchId: string, reason: string, on: string): Promise<void> {
  await batchOf(unit, batchId);
  for (const row of await batchApplications(unit.sql, batchId, true)) {
    await setAside(unit, row, 'refused', { zh: reason, en: `Refused by the meeting: ${reason}` }, on, null);
  }
  await moveBatch(unit.sql, batchId, 'refuse');
  await unit.emit('batch.refused', { batchId, decidedOn: on });
}

/** Why an application does not fit, with the values compared; what its department stated when facts changed since. */
async function ineligibleWords(unit: UnitOfWork, batch: Batch, row: BatchApplicationRow): Promise<Bilingual> {
  const { householdId, personId } = row;
  const facts = await loadFactBag(unit.sql, { householdId, personId }, batch.decisionDate);
  const county = unit.county.on(batch.decisionDate);
  const verdict = county.judge.judge(row.programCode, facts, batch.decisionDate);
  if (verdict.outcome === 'NOT_ELIGIBLE') return refusalWords(county, verdict);
  return {
    zh: '提交时核实的信息不符合该项目条件；信息此后有变化，可重新申请。',
    en: 'The facts at submission did not fit the program; they have changed since, so he may apply again.',
  };
}

async function grant(unit: UnitOfWork, batch: Batch, kept: readonly BatchApplicationRow[], on: string): Promise<void> {
  const year = Number(batch.decisionDate.slice(0, 4));
  const lines = new Map<string, string>();
  for (const code of new Set(kept.map((row) => row.programCode))) {
    const line = await findLine(unit.sql, code, year);
    if (line) lines.set(code, line.id);
  }
  await lockLines(unit.sql, [...lines.values()]);
  for (const row of kept) {
    const lineId = lines.get(row.programCode);
    const held = lineId
      ? await holdFunds(unit.sql, {
          key: `application:${row.id}:money`,
          lineId,
          fen: row.amountFen,
          reason: 'adopted',
          refs: {
            applicationId: row.id,
            householdId: row.householdId,
            personId: row.personId,
            townshipCode: row.townshipCode,
          },
          on,
          actorId: unit.actor.staffId,
        })
      : { short: [] };
    const moneyHoldId = 'short' in held ? null : held.moneyHoldId;
    await unit.sql(
      `update application set status = 'granted', money_hold_id = $2, version = version + 1 where id = $1`,
      [row.id, moneyHoldId],
    );
  }
}

async function setAside(
  unit: UnitOfWork,
  row: BatchApplicationRow,
  status: 'displaced' | 'ineligible' | 'refused',
  words: Bilingual,
  on: string,
  keptId: string | null,
): Promise<void> {
  await unit.sql(
    `update application set status = $2, reason_zh = $3, reason_en = $4, kept_application_id = $5, version = version + 1 where id = $1`,
    [row.id, status, words.zh, words.en, keptId],
  );
  if (!row.placeHoldId) return;
  await releaseHold(unit.sql, {
    key: `application:${row.id}:release`,
    holdId: row.placeHoldId,
    reason: status,
    on,
    actorId: unit.actor.staffId,
  });
}
