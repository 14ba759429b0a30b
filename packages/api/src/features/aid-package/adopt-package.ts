import { LockMode } from '@mikro-orm/core';
import { findLine, type Holds, holdFunds, lockLines, releaseHold, type ShortLineInfo } from '../../ledger/ledger.js';
import { assertTransition } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Coverage } from '../../policy/compose-package.js';
import type { Bilingual, Verdict } from '../../policy/types.js';
import { addCaseEvent } from '../case/case-events.js';
import { takeBesideBound } from '../donation/bound-for.js';
import { hasRemedies } from '../recovery/carry-out-remedies.js';
import { refuseContested } from '../reservation/contested.js';
import { endReservation } from '../reservation/reserve-draft.js';
import { AidPackageEntity, type AidPackageRecord } from './aid-package.entity.js';
import { composeForCase } from './assess-case.js';
import type { LockedCase } from './load-case.js';
import { itemsOf } from './package-items.js';
import { refusalWords } from './refusal-words.js';
import { coverageWithout, type RefusedPart, refuseParts } from './refuse-parts.js';
import { outdatedItems } from './what-changed.js';

interface ItemRow {
  id: string;
  programCode: string;
  departmentCode: string;
  period: string;
  personId: string;
  amountFen: string | null;
  planOnly: boolean;
}

interface ApplicationRow {
  id: string;
  programCode: string;
  placeHoldId: string | null;
}

const NOT_DRAFT: Bilingual = { zh: '该方案已作出决定，不能再次表决。', en: 'This package has been decided already.' };

/**
 * Adopts the package of a case as it was composed: judged again first, so that nothing outdated is adopted; then its
 * money and places are held on the departments' lines instead of reserved for the meeting. A line that is short is
 * recorded on its item, not an error (R4). Parts of departments that the meeting refused are refused with its reason, and
 * hold nothing.
 * Throws WrongState when there is no package, it is empty, or what it rests on has changed; BudgetExceeded when a line is
 * short only because another meeting has reserved it; InvalidInput at `refusedParts`.
 */
export async function adoptPackage(
  unit: UnitOfWork,
  file: LockedCase,
  refusedParts: readonly RefusedPart[] = [],
): Promise<void> {
  const { em, sql } = unit;
  const draft = await em.findOne(AidPackageEntity, { caseId: file.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!draft) {
    throw wrongState('none', {
      zh: '还没有救助方案，请先编制方案再表决通过。',
      en: 'There is no package yet; compose one before adopting.',
    });
  }
  const next = assertTransition('Package', draft.status, 'adopt', NOT_DRAFT);
  const verdicts = await assertStillHolds(unit, file, draft);
  const all = await sql<ItemRow>(
    `select id, program_code as "programCode", department_code as "departmentCode", person_id as "personId",
            amount_fen as "amountFen", plan_only as "planOnly", period
       from package_item where package_id = $1 order by position`,
    [draft.id],
  );
  const { items, refused } = await refuseParts(unit, all, refusedParts);
  const applications = await submittedApplications(unit, file.id);
  const left = await refuseApplicationsOf(unit, draft.decisionDate, refused, applications);
  await holdItems(unit, file, draft, items, left);
  await settleApplications(unit, draft.decisionDate, left, new Set(items.map((item) => item.programCode)), verdicts);
  const coverage = coverageWithout(draft.coverage as Coverage, all, refused);
  em.assign(draft, { status: next, coverage, adoptedAt: new Date(), version: draft.version + 1 });
  await em.flush();
  const departments = new Set(items.map((item) => item.departmentCode)).size;
  const words =
    items.length > 0
      ? {
          zh: `研判会通过一揽子救助方案：${items.length} 项，${departments} 个部门`,
          en: `The meeting adopted the package: ${items.length} items of ${departments} departments`,
        }
      : {
          zh: '研判会通过对多发、少发的处理，没有新的救助项目',
          en: 'The meeting decided on what was paid too much or too little; no new aid',
        };
  await addCaseEvent(sql, { caseId: file.id, kind: 'package_adopted', ...words, actorId: unit.actor.staffId });
  await unit.emit('package.adopted', { packageId: draft.id });
}

async function assertStillHolds(unit: UnitOfWork, file: LockedCase, draft: AidPackageRecord): Promise<Verdict[]> {
  const stored = await itemsOf(unit.sql, draft.id);
  if (stored.length === 0 && !(await hasRemedies(unit.sql, file.id))) {
    throw wrongState(draft.status, {
      zh: '方案是空的，请至少加入一个项目，或作出不予救助的决定。',
      en: 'The package is empty; add a program, or refuse with a reason.',
    });
  }
  const { composition, verdicts } = await composeForCase(
    unit.sql,
    unit.county,
    file,
    draft.decisionDate,
    draft.selections,
  );
  const outdated = outdatedItems(
    stored,
    composition.items,
    (code) => unit.county.program(code)?.name ?? { zh: code, en: code },
  );
  if (outdated.length > 0) {
    throw wrongState(draft.status, {
      zh: `表决的方案已不符合最新信息：${outdated.map(({ zh }) => zh).join(';')}。请暂缓该议题，重新编制方案后再列入议程。`,
      en: `The package that was voted on no longer fits the facts: ${outdated.map(({ en }) => en).join('; ')}. Defer the item, compose the package again and put it back on the agenda.`,
    });
  }
  return verdicts;
}

export async function submittedApplications(unit: Pick<UnitOfWork, 'sql'>, caseId: string): Promise<ApplicationRow[]> {
  return unit.sql<ApplicationRow>(
    `select id, program_code as "programCode", place_hold_id as "placeHoldId"
       from application where case_id = $1 and status = 'submitted' order by number for update`,
    [caseId],
  );
}

async function holdItems(
  unit: UnitOfWork,
  file: LockedCase,
  draft: AidPackageRecord,
  items: readonly ItemRow[],
  applications: readonly ApplicationRow[],
): Promise<void> {
  const { sql } = unit;
  const year = Number(draft.decisionDate.slice(0, 4));
  const lines = new Map<string, string>();
  for (const item of items) {
    const line = await findLine(sql, item.programCode, year);
    if (line) lines.set(item.programCode, line.id);
  }
  await lockLines(sql, [...new Set(lines.values())]);
  await endReservation(unit, file.id);
  for (const item of items) {
    const lineId = lines.get(item.programCode);
    const application = applications.find((one) => one.programCode === item.programCode);
    const fen = item.planOnly ? 0 : Number(item.amountFen ?? 0);
    const held = lineId
      ? await holdItem(unit, file, draft.decisionDate, { ...item, lineId, fen, application })
      : { short: [] };
    if ('short' in held) await refuseContested(sql, held.short);
    const holds = 'short' in held ? { moneyHoldId: null, placeHoldId: null } : held;
    const placeHoldId = holds.placeHoldId ?? application?.placeHoldId ?? null;
    await sql(
      `update package_item set status = 'awaiting_decision', hold = $2, money_hold_id = $3, place_hold_id = $4, version = version + 1
        where id = $1`,
      [item.id, holdOf(held, fen, placeHoldId), holds.moneyHoldId, placeHoldId],
    );
  }
}

function holdItem(
  unit: UnitOfWork,
  file: LockedCase,
  on: string,
  item: Pick<ItemRow, 'id' | 'personId' | 'planOnly'> & { lineId: string; fen: number; application?: ApplicationRow },
): Promise<Holds | { short: ShortLineInfo[] }> {
  const { lineId, fen } = item;
  return takeBesideBound(unit, { caseId: file.id, lineId, fen, on }, (amount) =>
    holdFunds(unit.sql, {
      key: `item:${item.id}:hold`,
      lineId,
      fen: amount,
      places: item.application?.placeHoldId || item.planOnly ? 0 : 1,
      reason: 'adopted',
      refs: {
        caseId: file.id,
        packageItemId: item.id,
        householdId: file.householdId,
        personId: item.personId,
        townshipCode: file.townshipCode,
      },
      on,
      actorId: unit.actor.staffId,
    }),
  );
}

/**
 * Money or a place that is wanted and not there makes the item short; an item that wants neither holds none. What donors
 * bound for such as him is there without a hold.
 */
function holdOf(
  held: Holds | { short: readonly ShortLineInfo[] },
  fen: number,
  placeHoldId: string | null,
): 'none' | 'held' | 'short' {
  if ('short' in held) return fen > 0 || held.short.length > 0 ? 'short' : 'none';
  return fen > 0 || placeHoldId ? 'held' : 'none';
}

/** Grants the applications whose program is in the package; refuses the others with the reason and frees their place. */
async function settleApplications(
  unit: UnitOfWork,
  on: string,
  applications: readonly ApplicationRow[],
  adopted: ReadonlySet<string>,
  verdicts: readonly Verdict[],
): Promise<void> {
  for (const application of applications) {
    if (adopted.has(application.programCode)) {
      await unit.sql(`update application set status = 'granted', version = version + 1 where id = $1`, [
        application.id,
      ]);
      continue;
    }
    const verdict = verdicts.find((one) => one.programCode === application.programCode);
    await refuseApplication(unit, application, refusalWords(unit.county.on(on), verdict), on);
  }
}

/** Refuses what was applied for in the parts that the meeting refused; answers the applications that remain. */
async function refuseApplicationsOf(
  unit: UnitOfWork,
  on: string,
  refused: ReadonlyMap<string, string>,
  applications: readonly ApplicationRow[],
): Promise<ApplicationRow[]> {
  for (const application of applications) {
    const reason = refused.get(application.programCode);
    const words = reason && { zh: reason, en: `Refused by the meeting: ${reason}` };
    if (words) await refuseApplication(unit, application, words, on);
  }
  return applications.filter(({ programCode }) => !refused.has(programCode));
}

/** Refuses one application with its reason; its place goes back to the quota (R28, R180). */
export async function refuseApplication(
  unit: UnitOfWork,
  application: ApplicationRow,
  words: Bilingual,
  on: string,
): Promise<void> {
  await unit.sql(
    `update application set status = 'refused', reason_zh = $2, reason_en = $3, version = version + 1 where id = $1`,
    [application.id, words.zh, words.en],
  );
  if (application.placeHoldId) {
    await releaseHold(unit.sql, {
      key: `application:${application.id}:release`,
      holdId: application.placeHoldId,
      reason: 'refused',
      on,
      actorId: unit.actor.staffId,
    });
  }
  await unit.emit('application.refused', { applicationId: application.id, decidedOn: on });
}
