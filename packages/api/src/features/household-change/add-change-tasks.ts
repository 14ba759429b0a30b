import { GONE, HOUSEHOLD_CHANGES } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { dueDay } from '../../platform/deadlines.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import { monthOf } from '../payment/months.js';
import { aidOrigin, resumeAfterUndo, suspendAid } from '../payment/suspend-aid.js';
import { isInForceSql } from '../registry/fact-bag.js';
import { addTask } from '../task/add-task.js';
import type { Draft, Plan } from './change-draft.js';

/** Within which a department stops or reviews aid after a change of the household. */
const REVIEW = 'DL_CHANGE_REVIEW';

/** Aid that runs when a household changes. */
export interface RunningAid {
  programCode: string;
  departmentCode: string;
  /** None: of the household. */
  personId: string | null;
  personName: string | null;
  householdId: string;
  householdCode: string;
  amountFen: number | null;
}

/** The aid that runs today of households, and of their people. */
export function runningAid(sql: Sql, households: readonly string[]): Promise<RunningAid[]> {
  return sql<RunningAid>(
    `select distinct on (a.household_id, a.program_code, a.person_id) a.program_code as "programCode",
       a.department_code as "departmentCode", a.person_id as "personId", p.name as "personName",
       h.id as "householdId", h.code as "householdCode", a.amount_fen as "amountFen"
     from aid_record a join household h on h.id = a.household_id left join person p on p.id = a.person_id
     where h.id = any($1) and a.period <> 'once' and ${isInForceSql('a', '$2::date')}
     order by a.household_id, a.program_code, a.person_id, a.granted_on desc, a.id desc`,
    [households, today()],
  );
}

/**
 * Tells the departments that pay: to stop the aid of whoever died or left, and of a household of which nobody is left
 * (R128); until they do its months wait. And to review the aid of a household whose people changed (R54).
 */
export async function addChangeTasks(draft: Draft, plan: Plan, eventId: string): Promise<void> {
  const { unit, household, other, input, members } = draft;
  if (plan.placements.every(({ gone, householdId }) => !gone && householdId === household.id)) return;
  const gone = new Map(plan.placements.flatMap(({ personId, gone: why }) => (why ? [[personId, why]] : [])));
  const running = await runningAid(unit.sql, [household.id, ...(other ? [other.id] : [])]);
  const change = HOUSEHOLD_CHANGES[input.kind as keyof typeof HOUSEHOLD_CHANGES];
  for (const aid of running) {
    const ofHousehold = members.filter(({ householdId }) => householdId === aid.householdId);
    const nobodyStays = ofHousehold.every(({ id }) => gone.has(id));
    const why = aid.personId ? gone.get(aid.personId) : nobodyStays ? [...gone.values()][0] : undefined;
    if (aid.personId && !why) continue;
    const program = unit.county.program(aid.programCode)?.name;
    const who = aid.personName ? `${aid.personName}（${aid.householdCode}）` : aid.householdCode;
    if (why) {
      await suspendAid(unit.sql, aid, {
        reason: { zh: `${GONE[why].zh}（${draft.effectiveOn}）`, en: `${GONE[why].en} (${draft.effectiveOn})` },
        fromMonth: monthOf(draft.effectiveOn, 1),
        by: changeOrigin(eventId),
      });
    }
    await addTask(unit.sql, {
      ...(why
        ? {
            kind: 'stop_aid',
            zh: `${who}${GONE[why].zh}，停发${program?.zh}`,
            en: `Stop ${program?.en} of ${who}: ${GONE[why].en.toLowerCase()}`,
          }
        : {
            kind: 'review_aid',
            zh: `${aid.householdCode} 户家庭变动（${change.zh}），复核${program?.zh}`,
            en: `Review ${program?.en} of household ${aid.householdCode}: ${change.en.toLowerCase()}`,
          }),
      departmentCode: aid.departmentCode,
      dueOn: dueDay(unit.county, REVIEW),
      origin: `${changeOrigin(eventId)}${aidOrigin(aid)}`,
    });
  }
}

/** How the origins of the tasks of a change begin. */
export function changeOrigin(eventId: string): string {
  return `household_event:${eventId}`;
}

/** Closes the tasks of a change that was undone; payments that waited because of it go on. */
export async function withdrawChangeTasks({ sql, actor }: UnitOfWork, eventId: string): Promise<void> {
  await resumeAfterUndo(sql, changeOrigin(eventId));
  await sql(
    `update task set status = 'done', note = '变动已撤销', done_at = now(), done_by = $2, version = version + 1
     where starts_with(origin, $1) and status = 'open'`,
    [`${changeOrigin(eventId)}:`, actor.staffId],
  );
}
