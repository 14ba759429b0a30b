import { subject } from '@casl/ability';
import type { Subject } from '@yimen/schema';
import { commitFunds, findLine, releaseHold } from '../../ledger/ledger.js';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { Failure, notFound } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { isUuid } from '../../platform/parse.js';
import type { CommandResult, Sql, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { moveCase } from '../case/move-case.js';
import { drawOnDonations, recordUses } from '../donation/draw-on-donations.js';
import { openSchedules } from '../payment/open-schedules.js';
import { enterByDecision } from '../register/enter-by-decision.js';
import { completeDecisionTasks } from './complete-decision-tasks.js';
import { type Decision, readDecision } from './decision-input.js';
import type { DecidePackageItemInput } from './department-decision.inputs.js';

interface Item {
  id: string;
  status: string;
  programCode: string;
  departmentCode: string;
  personId: string | null;
  variantCode: string | null;
  amountFen: number | null;
  planOnly: boolean;
  period: string;
  moneyHoldId: string | null;
  placeHoldId: string | null;
  packageId: string;
  decisionDate: string;
  caseId: string;
  caseNumber: string;
  householdId: string;
  townshipCode: string;
  caseStatus: string;
  departmentCodes: string[];
}

interface Granted {
  id: string;
  status: string;
  placeHoldId: string | null;
}

const ITEM = { zh: '方案项', en: 'package item' };

/**
 * A department confirms or declines its own item of an adopted package (R12: the meeting coordinates, departments
 * decide). Confirming commits the item's money from the department's line of the decision date's year, or refuses with
 * BudgetExceeded; declining gives back what was held. When every item is decided the case is settled.
 */
export async function decidePackageItem(unit: UnitOfWork, input: DecidePackageItemInput): Promise<CommandResult> {
  const decision = readDecision(input);
  const item = await lockItem(unit, input.packageItemId);
  assertCan(unit, 'decide', 'PackageItem', item);
  const status = assertTransition('PackageItem', item.status, decision.action, {
    zh: '该方案项不在待确认状态：可能尚未经研判通过，或已作出决定。请刷新查看。',
    en: 'This item is not waiting for a decision: it is not adopted yet, or was decided already. Reload to see it.',
  });
  await unit.sql(
    `insert into department_decision (package_item_id, department_code, outcome, reason, decided_by, round)
     values ($1, $2, $3, $4, $5,
       1 + (select count(*) from department_decision where package_item_id = $1 and outcome = 'declined'))`,
    [item.id, item.departmentCode, decision.outcome, decision.reason, unit.actor.staffId],
  );
  const applications = await lockApplications(unit.sql, item);
  if (decision.outcome === 'confirmed') await commitItem(unit, item, input.key, applications);
  await releaseHolds(unit, item, input.key, decision, applications);
  await decideApplications(unit.sql, applications, decision);
  await unit.sql(`update package_item set status = $2, hold = 'none', version = version + 1 where id = $1`, [
    item.id,
    status,
  ]);
  await recordEvent(unit, item, decision);
  await completeDecisionTasks(unit, { packageItemId: item.id });
  if (await everyItemDecided(unit.sql, item.packageId)) await moveCase(unit.sql, item.caseId, 'settle');
  return { type: 'PackageItem', id: item.id };
}

/** Locks the case, so that the departments of one case decide one after the other, then the item. */
async function lockItem(unit: UnitOfWork, id: string): Promise<Item> {
  if (!isUuid(id)) throw notFound(ITEM);
  await unit.sql(
    `select c.id from case_file c join aid_package p on p.case_id = c.id join package_item i on i.package_id = p.id
     where i.id = $1 for update of c`,
    [id],
  );
  const [item] = await unit.sql<Item>(
    `select i.id, i.status, i.program_code as "programCode", i.department_code as "departmentCode",
       coalesce(i.person_id, c.beneficiary_id) as "personId", i.variant_code as "variantCode", i.amount_fen as "amountFen", i.plan_only as "planOnly",
       i.period, i.money_hold_id as "moneyHoldId", i.place_hold_id as "placeHoldId", p.id as "packageId",
       p.decision_date as "decisionDate", c.id as "caseId", c.number as "caseNumber", c.household_id as "householdId",
       c.township_code as "townshipCode", c.status as "caseStatus", c.department_codes as "departmentCodes"
     from package_item i join aid_package p on p.id = i.package_id join case_file c on c.id = p.case_id
     where i.id = $1 for update of i`,
    [id],
  );
  if (!item || !isReadable(unit, item)) throw notFound(ITEM);
  return item;
}

/** Whether the actor sees the item: by itself, or in its package. */
function isReadable({ ability }: UnitOfWork, item: Item): boolean {
  const { departmentCode, townshipCode, departmentCodes, caseStatus: status } = item;
  const may = (type: Subject, record: object) => ability.can('read', subject(type, { ...record }) as never);
  return (
    may('PackageItem', { departmentCode, townshipCode }) || may('Package', { townshipCode, departmentCodes, status })
  );
}

/** Commits the item's money and place, and enters it in the household's record of aid. */
async function commitItem(unit: UnitOfWork, item: Item, key: string, applications: readonly Granted[]): Promise<void> {
  const { sql, actor } = unit;
  const placeHoldId = item.placeHoldId ?? applications.find((one) => one.placeHoldId)?.placeHoldId ?? null;
  const fen = item.planOnly ? 0 : (item.amountFen ?? 0);
  const year = Number(item.decisionDate.slice(0, 4));
  const line = await findLine(sql, item.programCode, year);
  const given = line
    ? await drawOnDonations(unit, { line, wanted: [{ ...item, key: item.id, fen }], on: item.decisionDate })
    : [];
  if (line) {
    await commitFunds(sql, {
      key: `${actor.staffId}:${key}`,
      lineId: line.id,
      fen,
      places: item.planOnly && !placeHoldId ? 0 : 1,
      moneyHoldId: item.moneyHoldId,
      placeHoldId,
      reason: 'confirmed',
      refs: {
        caseId: item.caseId,
        packageItemId: item.id,
        householdId: item.householdId,
        personId: item.personId,
        townshipCode: item.townshipCode,
      },
      on: item.decisionDate,
      actorId: actor.staffId,
    });
  } else if (fen > 0) {
    throw noLine(unit, item.programCode, year);
  }
  await sql(
    `insert into aid_record (household_id, person_id, case_id, program_code, department_code, amount_fen, period,
       granted_on, plan_only, source, package_item_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      item.householdId,
      item.personId,
      item.caseId,
      item.programCode,
      item.departmentCode,
      item.planOnly ? null : item.amountFen,
      item.period,
      item.decisionDate,
      item.planOnly,
      `个案 ${item.caseNumber}`,
      item.id,
    ],
  );
  await recordUses(sql, given, 'package_item_id', item.decisionDate);
  await openSchedules(unit, 'item', [item.id]);
  if (item.planOnly) return;
  const { programCode, variantCode, householdId, personId, decisionDate: decidedOn, id: packageItemId } = item;
  await enterByDecision(unit, [{ programCode, variantCode, householdId, personId, decidedOn, packageItemId }]);
}

/** The failure when a program has no budget line in the year of the decision. */
export function noLine(unit: Pick<UnitOfWork, 'county'>, programCode: string, year: number): Failure {
  const name = unit.county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  return new Failure(
    'BudgetExceeded',
    'NO_BUDGET_LINE',
    {
      zh: `“${name.zh}”在 ${year} 年度没有预算，无法列支。请先下达该年度预算。`,
      en: `"${name.en}" has no budget in ${year}; nothing can be committed. Open that year's budget first.`,
    },
    { lines: [] },
  );
}

/** Gives back every hold that the decision did not use: all of them when the department declined. */
async function releaseHolds(
  unit: UnitOfWork,
  item: Item,
  key: string,
  decision: Decision,
  applications: readonly Granted[],
): Promise<void> {
  for (const holdId of [item.moneyHoldId, item.placeHoldId, ...applications.map((one) => one.placeHoldId)]) {
    if (!holdId) continue;
    await releaseHold(unit.sql, {
      key: `${unit.actor.staffId}:${key}:${holdId}`,
      holdId,
      reason: decision.outcome === 'declined' ? 'declined' : 'confirmed',
      on: item.decisionDate,
      actorId: unit.actor.staffId,
    });
  }
}

/** The case's own applications for the item's program, which the decision answers too. */
async function lockApplications(sql: Sql, item: Item): Promise<Granted[]> {
  return sql<Granted>(
    `select id, status, place_hold_id as "placeHoldId" from application
     where case_id = $1 and program_code = $2 and status = 'granted' order by id for update`,
    [item.caseId, item.programCode],
  );
}

async function decideApplications(sql: Sql, applications: readonly Granted[], decision: Decision): Promise<void> {
  for (const { id, status } of applications) {
    const next = assertTransition('Application', status, decision.action, {
      zh: '该申请已作出决定。',
      en: 'This application was decided already.',
    });
    await sql(
      'update application set status = $2, reason_zh = $3, reason_en = $3, version = version + 1 where id = $1',
      [id, next, decision.reason],
    );
  }
}

async function recordEvent(unit: UnitOfWork, item: Item, decision: Decision): Promise<void> {
  const department = unit.county.department(item.departmentCode).name;
  const program = unit.county.program(item.programCode)?.name ?? { zh: item.programCode, en: item.programCode };
  const what = item.planOnly
    ? { zh: '（列入计划）', en: ' (on the plan)' }
    : item.amountFen
      ? { zh: ` ${formatYuan(item.amountFen)}`, en: ` ${formatYuan(item.amountFen)}` }
      : { zh: '', en: '' };
  const why = decision.reason ? { zh: `:${decision.reason}`, en: `: ${decision.reason}` } : { zh: '', en: '' };
  const done = decision.outcome === 'confirmed' ? { zh: '确认', en: 'confirmed' } : { zh: '不予确认', en: 'declined' };
  await addCaseEvent(unit.sql, {
    caseId: item.caseId,
    kind: `department_${decision.outcome}`,
    zh: `${department.zh}${done.zh}“${program.zh}”${what.zh}${why.zh}`,
    en: `${department.en} ${done.en} "${program.en}"${what.en}${why.en}`,
    departmentCode: item.departmentCode,
    actorId: unit.actor.staffId,
  });
}

async function everyItemDecided(sql: Sql, packageId: string): Promise<boolean> {
  const [row] = await sql<{ open: number }>(
    `select count(*)::int as open from package_item where package_id = $1 and status in ('proposed', 'awaiting_decision')`,
    [packageId],
  );
  return row?.open === 0;
}
