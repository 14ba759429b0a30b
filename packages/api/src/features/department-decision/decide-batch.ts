import {
  type BudgetLineRow,
  balances,
  budgetExceeded,
  commitFunds,
  findLine,
  lockLines,
  releaseHold,
  type ShortLineInfo,
} from '../../ledger/ledger.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notAllowed, notFound, wrongState } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { drawOnDonations, type GivenPart, recordUses } from '../donation/draw-on-donations.js';
import { openSchedules } from '../payment/open-schedules.js';
import { enterByDecision } from '../register/enter-by-decision.js';
import { completeDecisionTasks } from './complete-decision-tasks.js';
import { noLine } from './decide-package-item.js';
import { type Decision, readDecision } from './decision-input.js';
import type { DecideBatchInput } from './department-decision.inputs.js';

interface Batch {
  id: string;
  number: string;
  status: string;
  decisionDate: string;
}

interface Kept {
  id: string;
  programCode: string;
  householdId: string;
  personId: string;
  caseId: string | null;
  townshipCode: string;
  amountFen: number | null;
  moneyHoldId: string | null;
  placeHoldId: string | null;
  /** What the open money hold set aside; 0 without one. */
  heldFen: number;
  holdsPlace: boolean;
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
  const kept = await lockKept(unit.sql, batch.id, departmentCode as string);
  if (decision.outcome === 'confirmed') await commitKept(unit, batch, kept, input.key);
  else await releaseKept(unit, batch, kept, decision.reason as string, input.key);
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

async function lockKept(sql: Sql, batchId: string, departmentCode: string): Promise<Kept[]> {
  return sql<Kept>(
    `select a.id, a.program_code as "programCode", a.household_id as "householdId", a.person_id as "personId",
       a.case_id as "caseId", h.township_code as "townshipCode", a.amount_fen as "amountFen",
       a.money_hold_id as "moneyHoldId", a.place_hold_id as "placeHoldId",
       coalesce((select t.amount from ledger_transfer t where t.id = a.money_hold_id
         and not exists (select from ledger_transfer later where later.pending_id = t.id)), 0)::bigint as "heldFen",
       exists (select from ledger_transfer t where t.id = a.place_hold_id
         and not exists (select from ledger_transfer later where later.pending_id = t.id)) as "holdsPlace"
     from application a join household h on h.id = a.household_id
     where a.batch_id = $1 and a.department_code = $2 and a.status = 'granted' order by a.id for update of a`,
    [batchId, departmentCode],
  );
}

/** The line of each program of the kept applications, locked in id order. Throws when a program has none. */
async function lockLinesOf(unit: UnitOfWork, batch: Batch, kept: readonly Kept[]): Promise<Map<string, BudgetLineRow>> {
  const lines = new Map<string, BudgetLineRow>();
  for (const { programCode } of kept) {
    if (lines.has(programCode)) continue;
    const line = await findLine(unit.sql, programCode, Number(batch.decisionDate.slice(0, 4)));
    if (!line) throw noLine(unit, programCode, batch.decisionDate);
    lines.set(programCode, line);
  }
  await lockLines(
    unit.sql,
    [...lines.values()].map(({ id }) => id),
  );
  return lines;
}

/** Throws BudgetExceeded naming every line that cannot bear all that is kept for it. */
async function assertEnough(sql: Sql, kept: readonly Kept[], lines: Map<string, BudgetLineRow>): Promise<void> {
  const open = await balances(
    sql,
    [...lines.values()].map(({ id }) => id),
  );
  const short: ShortLineInfo[] = [];
  for (const [programCode, { id: lineId, label }] of lines) {
    const own = kept.filter((one) => one.programCode === programCode);
    const balance = open.get(lineId);
    if (!balance) throw new Error(`No accounts of budget line ${lineId}`);
    const needed = own.reduce((sum, one) => sum + (one.amountFen ?? 0), 0);
    const left = balance.leftFen + own.reduce((sum, one) => sum + one.heldFen, 0);
    if (needed > left) short.push({ lineId, label, unit: 'fen', needed, left, reserved: balance.reservedFen });
    if (balance.placesLeft === null) continue;
    const places = balance.placesLeft + own.filter((one) => one.holdsPlace).length;
    const reserved = balance.placesReserved ?? 0;
    if (own.length > places) short.push({ lineId, label, unit: 'place', needed: own.length, left: places, reserved });
  }
  if (short.length > 0) throw budgetExceeded(short);
}

async function commitKept(unit: UnitOfWork, batch: Batch, kept: readonly Kept[], key: string): Promise<void> {
  const lines = await lockLinesOf(unit, batch, kept);
  const given = await drawForKept(unit, batch, kept, lines);
  await assertEnough(unit.sql, kept, lines);
  for (const one of kept) {
    const line = lines.get(one.programCode);
    if (!line) throw new Error(`No budget line for ${one.programCode}`);
    await commitFunds(unit.sql, {
      key: `${unit.actor.staffId}:${key}:${one.id}`,
      lineId: line.id,
      fen: one.amountFen ?? 0,
      places: 1,
      moneyHoldId: one.moneyHoldId,
      placeHoldId: one.placeHoldId,
      reason: 'confirmed',
      refs: {
        caseId: one.caseId,
        applicationId: one.id,
        householdId: one.householdId,
        personId: one.personId,
        townshipCode: one.townshipCode,
      },
      on: batch.decisionDate,
      actorId: unit.actor.staffId,
    });
  }
  const periods = Object.fromEntries(
    [...lines.keys()].map((code) => [code, unit.county.program(code)?.period ?? 'once']),
  );
  const ids = kept.map(({ id }) => id);
  await unit.sql(
    `insert into aid_record (household_id, person_id, case_id, program_code, department_code, amount_fen, period,
       granted_on, source, application_id)
     select household_id, person_id, case_id, program_code, department_code, amount_fen, $2::jsonb ->> program_code,
       $3, $4, id from application where id = any($1)`,
    [ids, JSON.stringify(periods), batch.decisionDate, `批次 ${batch.number}`],
  );
  await recordUses(unit.sql, given, 'application_id', batch.decisionDate);
  await openSchedules(unit, 'application', ids);
  await unit.sql(`update application set status = 'committed', version = version + 1 where id = any($1)`, [ids]);
  await enterByDecision(
    unit,
    kept.map((one) => ({ ...one, decidedOn: batch.decisionDate, applicationId: one.id })),
  );
}

/** What of the kept applications is given of donations, line by line. */
async function drawForKept(
  unit: UnitOfWork,
  { decisionDate: on }: Batch,
  kept: readonly Kept[],
  lines: Map<string, BudgetLineRow>,
): Promise<GivenPart[]> {
  const given: GivenPart[] = [];
  for (const [programCode, line] of lines) {
    const wanted = kept
      .filter((one) => one.programCode === programCode)
      .map((one) => ({ ...one, key: one.id, fen: one.amountFen ?? 0 }));
    given.push(...(await drawOnDonations(unit, { line, wanted, on })));
  }
  return given;
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
