import { assertTransition } from '../../platform/authorize.js';
import { dueOn } from '../../platform/calendar.js';
import { deadlineOfProgram } from '../../platform/deadlines.js';
import { wrongState } from '../../platform/errors.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Bilingual } from '../../policy/types.js';
import { addCaseEvent } from '../case/case-events.js';
import { moveCase } from '../case/move-case.js';
import { addTask } from '../task/add-task.js';

interface Declined {
  id: string;
  status: string;
  programCode: string;
  departmentCode: string;
  caseId: string;
  caseNumber: string;
  caseStatus: string;
}

const NOT_DECLINED: Bilingual = {
  zh: '该方案项不是“不予确认”，不能再交部门决定。',
  en: 'This item is not declined; there is nothing to send back.',
};

const AT_A_MEETING: Bilingual = {
  zh: '该方案项已列入研判会议程，请等会议研究后再办理。',
  en: 'This item stands on the agenda of a meeting; wait for what the meeting says.',
};

/** The case and its item, locked in this order, as a department that decides locks them. */
async function lockDeclined({ sql }: UnitOfWork, packageItemId: string): Promise<Declined> {
  await sql(
    `select from case_file c join aid_package k on k.case_id = c.id join package_item i on i.package_id = k.id
      where i.id = $1 for update of c`,
    [packageItemId],
  );
  const [item] = await sql<Declined>(
    `select i.id, i.status, i.program_code as "programCode", i.department_code as "departmentCode", c.id as "caseId",
       c.number as "caseNumber", c.status as "caseStatus"
     from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
     where i.id = $1 for update of i`,
    [packageItemId],
  );
  if (!item) throw new Error(`No package item ${packageItemId}`);
  return item;
}

/** A declined item waits for its department again, which decides by `due` (YYYY-MM-DD). Throws WrongState. */
async function reopenDeclined({ sql }: UnitOfWork, item: Declined, due: string): Promise<void> {
  const next = assertTransition('PackageItem', item.status, 'return', NOT_DECLINED);
  await sql(
    `update package_item set status = $2, due_on = $3, money_hold_id = null, place_hold_id = null, version = version + 1
      where id = $1`,
    [item.id, next, due],
  );
  await sql(
    `update application set status = 'granted', place_hold_id = null, reason_zh = null, reason_en = null, version = version + 1
      where case_id = $1 and program_code = $2 and status = 'declined'`,
    [item.caseId, item.programCode],
  );
  if (item.caseStatus === 'settled') await moveCase(sql, item.caseId, 'reopen');
}

/**
 * The department itself takes up again, on `on` (YYYY-MM-DD), what it declined for want of money. Throws WrongState, also
 * while the item stands on an agenda.
 */
export async function takeUpDeclined(unit: UnitOfWork, packageItemId: string, on: string): Promise<void> {
  const item = await lockDeclined(unit, packageItemId);
  const [asked] = await unit.sql(
    `select 1 from agenda_item where package_item_id = $1 and status in ('queued', 'in_discussion')`,
    [packageItemId],
  );
  if (asked) throw wrongState(item.status, AT_A_MEETING);
  await reopenDeclined(unit, item, on);
}

/**
 * The meeting asks the department to decide a second time, within the program's deadline from `on` (YYYY-MM-DD). What the
 * department held was given back when it declined; it takes the money anew when it confirms. The case is open again.
 * Throws WrongState.
 */
export async function returnToDepartment(unit: UnitOfWork, packageItemId: string, on: string): Promise<void> {
  const { sql, county, actor } = unit;
  const item = await lockDeclined(unit, packageItemId);
  const due = dueOn(on, deadlineOfProgram(county, item.programCode));
  await reopenDeclined(unit, item, due);
  const [program, department] = namesOf(unit, item);
  await addTask(sql, {
    kind: 'department_decision',
    zh: `个案 ${item.caseNumber}：研判会请再次对“${program.zh}”作出部门决定`,
    en: `Case ${item.caseNumber}: the meeting asks for a second decision on ${program.en}`,
    caseId: item.caseId,
    packageItemId: item.id,
    departmentCode: item.departmentCode,
    dueOn: due,
    origin: `package_item:${item.id}:decision:2`,
  });
  await addCaseEvent(sql, {
    caseId: item.caseId,
    kind: 'declined_returned',
    zh: `研判会请${department.zh}在 ${due} 前再次决定“${program.zh}”`,
    en: `The meeting asks the ${department.en} to decide again on ${program.en} by ${due}`,
    departmentCode: item.departmentCode,
    actorId: actor.staffId,
  });
}

/** The meeting leaves it at what the department decided, with its own reason. */
export async function leaveDeclined(unit: UnitOfWork, packageItemId: string, reason: string): Promise<void> {
  const item = await lockDeclined(unit, packageItemId);
  const [program, department] = namesOf(unit, item);
  await addCaseEvent(unit.sql, {
    caseId: item.caseId,
    kind: 'declined_stands',
    zh: `研判会再次研究“${program.zh}”，维持${department.zh}的决定：${reason}`,
    en: `The meeting looked at ${program.en} again and leaves it at the decision of the ${department.en}: ${reason}`,
    departmentCode: item.departmentCode,
    actorId: unit.actor.staffId,
  });
}

function namesOf({ county }: UnitOfWork, { programCode, departmentCode }: Declined): [Bilingual, Bilingual] {
  const program = county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  return [program, county.department(departmentCode).name];
}
