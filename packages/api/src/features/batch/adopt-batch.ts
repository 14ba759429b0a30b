import { findLines, holdFunds, lockLines, releaseHold } from '../../ledger/ledger.js';
import { invalidInput } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { refusalWords } from '../aid-package/refusal-words.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { linesOfBatch } from './batch-lines.js';
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
 * Adopts a batch: awards are given out in the best way that the lines allow, money and places of what is kept are held.
 * Another application of somebody served is displaced with the reason, one of somebody who gets none waits; their places
 * go back to the quota (R4, R28, R30).
 */
export async function adoptBatch(unit: UnitOfWork, batchId: string, on: string): Promise<void> {
  const batch = await batchOf(unit, batchId);
  const applications = await batchApplications(unit.sql, batchId, true);
  if (applications.length === 0) {
    throw invalidInput([
      { path: 'itemId', message: { zh: '该批次还没有申请。', en: 'The batch holds no application.' } },
    ]);
  }
  const codes = [...new Set(applications.map(({ programCode }) => programCode))];
  const year = Number(batch.decisionDate.slice(0, 4));
  const lineIds = [...(await findLines(unit.sql, codes, year)).values()].map(({ id }) => id);
  await lockLines(unit.sql, lineIds);
  const lines = await linesOfBatch(unit.sql, batchId, codes, year);
  const result = await settle(unit.county, batch.groupCode, applications, lines);
  const byId = new Map(applications.map((row) => [row.id, row]));
  const row = (id: string) => byId.get(id) as BatchApplicationRow;
  for (const { id, keptId, words } of result.displaced) await setAside(unit, row(id), 'displaced', words, on, keptId);
  for (const { id, words } of result.waiting) await setAside(unit, row(id), 'waiting', words, on, null);
  for (const id of result.ineligible) {
    await setAside(unit, row(id), 'ineligible', await ineligibleWords(unit, batch, row(id)), on, null);
  }
  await grant(unit, new Map(lines.map(({ code, lineId }) => [code, lineId])), result.kept.map(row), on);
  const { value, proof } = result;
  await unit.sql('update batch set allocation = $2 where id = $1', [batchId, JSON.stringify({ value, proof })]);
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

/** Holds the money of what is kept, and a place where the application has none yet. */
async function grant(
  unit: UnitOfWork,
  lines: ReadonlyMap<string, string>,
  kept: readonly BatchApplicationRow[],
  on: string,
): Promise<void> {
  for (const row of kept) {
    const lineId = lines.get(row.programCode);
    const { id: applicationId, householdId, personId, townshipCode } = row;
    const held = lineId
      ? await holdFunds(unit.sql, {
          key: `application:${row.id}:money`,
          lineId,
          fen: row.amountFen,
          places: row.placeHoldId ? 0 : 1,
          reason: 'adopted',
          refs: { applicationId, householdId, personId, townshipCode },
          on,
          actorId: unit.actor.staffId,
        })
      : { moneyHoldId: null, placeHoldId: null };
    if ('short' in held) throw new Error(`Line ${lineId} cannot bear application ${row.number}`);
    await unit.sql(
      `update application set status = 'granted', money_hold_id = $2, place_hold_id = coalesce(place_hold_id, $3),
         version = version + 1 where id = $1`,
      [row.id, held.moneyHoldId, held.placeHoldId],
    );
  }
}

async function setAside(
  unit: UnitOfWork,
  row: BatchApplicationRow,
  status: 'displaced' | 'waiting' | 'ineligible' | 'refused',
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
