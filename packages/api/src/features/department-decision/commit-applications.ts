import {
  type BudgetLineRow,
  balances,
  budgetExceeded,
  commitFunds,
  findLine,
  lockLines,
  type ShortLineInfo,
} from '../../ledger/ledger.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { drawOnDonations, type GivenPart, recordUses } from '../donation/draw-on-donations.js';
import { openSchedules } from '../payment/open-schedules.js';
import { enterByDecision } from '../register/enter-by-decision.js';
import { noLine } from './decide-package-item.js';

export interface Kept {
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

/** Applications `a` that a condition names, locked, with what is held for them. */
export function lockApplications(sql: Sql, condition: string, values: readonly unknown[]): Promise<Kept[]> {
  return sql<Kept>(
    `select a.id, a.program_code as "programCode", a.household_id as "householdId", a.person_id as "personId",
       a.case_id as "caseId", h.township_code as "townshipCode", a.amount_fen as "amountFen",
       a.money_hold_id as "moneyHoldId", a.place_hold_id as "placeHoldId",
       coalesce((select t.amount from ledger_transfer t where t.id = a.money_hold_id
         and not exists (select from ledger_transfer later where later.pending_id = t.id)), 0)::bigint as "heldFen",
       exists (select from ledger_transfer t where t.id = a.place_hold_id
         and not exists (select from ledger_transfer later where later.pending_id = t.id)) as "holdsPlace"
     from application a join household h on h.id = a.household_id
     where ${condition} order by a.id for update of a`,
    values,
  );
}

/** The line of each program of the kept applications, locked in id order. Throws when a program has none. */
async function lockLinesOf(
  unit: UnitOfWork,
  { year }: Confirmation,
  kept: readonly Kept[],
): Promise<Map<string, BudgetLineRow>> {
  const lines = new Map<string, BudgetLineRow>();
  for (const { programCode } of kept) {
    if (lines.has(programCode)) continue;
    const line = await findLine(unit.sql, programCode, year);
    if (!line) throw noLine(unit, programCode, year);
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

/** The batch and the year whose lines pay, the day (YYYY-MM-DD) from which the aid counts, and the command's key. */
export interface Confirmation {
  number: string;
  year: number;
  on: string;
  key: string;
}

/**
 * Commits applications of a batch: all their money and places from the lines of the year, aid records, what is due first.
 * Throws BudgetExceeded naming every line that is short, and then nothing is committed.
 */
export async function commitApplications(
  unit: UnitOfWork,
  kept: readonly Kept[],
  confirmation: Confirmation,
): Promise<void> {
  const { number, on, key } = confirmation;
  const lines = await lockLinesOf(unit, confirmation, kept);
  const given = await drawForKept(unit, on, kept, lines);
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
      on,
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
    [ids, JSON.stringify(periods), on, `批次 ${number}`],
  );
  await recordUses(unit.sql, given, 'application_id', on);
  await openSchedules(unit, 'application', ids);
  await unit.sql(`update application set status = 'committed', version = version + 1 where id = any($1)`, [ids]);
  await enterByDecision(
    unit,
    kept.map((one) => ({ ...one, decidedOn: on, applicationId: one.id })),
  );
}

/** What of the kept applications is given of donations, line by line. */
async function drawForKept(
  unit: UnitOfWork,
  on: string,
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
