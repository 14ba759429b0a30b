import { dueOn } from '../../platform/calendar.js';
import { deadlineOf, dibaoDepartment } from '../../platform/deadlines.js';
import type { FollowUpRule } from '../../policy/types.js';
import type { EventHandlers, EventWork } from '../../worker.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { addTask } from '../task/add-task.js';

interface CaseRow {
  caseId: string;
  number: string;
  householdId: string;
  beneficiaryId: string;
  townshipCode: string;
  decisionDate: string;
}

/** Each department's item of an adopted package becomes a task with its own deadline (R20–R23). */
async function packageAdopted(work: EventWork, payload: Record<string, unknown>): Promise<void> {
  const { sql, county } = work;
  // The case first, then its items, as a department that decides locks them.
  await sql('select from case_file c join aid_package k on k.case_id = c.id where k.id = $1 for no key update of c', [
    payload.packageId,
  ]);
  const items = await sql<{
    id: string;
    programCode: string;
    departmentCode: string;
    townshipCode: string;
    caseId: string;
    number: string;
    decisionDate: string;
    status: string;
  }>(
    `select i.id, i.status, i.program_code as "programCode", i.department_code as "departmentCode", c.township_code as "townshipCode",
            c.id as "caseId", c.number, k.decision_date as "decisionDate"
       from package_item i join aid_package k on k.id = i.package_id join case_file c on c.id = k.case_id
      where k.id = $1 order by i.position for update of i`,
    [payload.packageId],
  );
  for (const item of items) {
    const program = county.program(item.programCode);
    if (!program) throw new Error(`The county pack has no program ${item.programCode}`);
    const due = dueOn(item.decisionDate, deadlineOf(county, program.deadline));
    await sql('update package_item set due_on = $2 where id = $1 and due_on is null', [item.id, due]);
    // A department may have decided before this event was handled.
    if (item.status !== 'awaiting_decision') continue;
    await addTask(sql, {
      kind: 'department_decision',
      zh: `个案 ${item.number}：对“${program.name.zh}”作出部门决定`,
      en: `Case ${item.number}: decide on ${program.name.en}`,
      caseId: item.caseId,
      packageItemId: item.id,
      departmentCode: item.departmentCode,
      dueOn: due,
      origin: `package_item:${item.id}:decision`,
    });
  }
  const [first] = items;
  if (first) await addFollowUps(work, await caseOf(work, first.caseId, first.decisionDate), 'adopted');
}

async function caseOf({ sql }: EventWork, caseId: string, decisionDate: string): Promise<CaseRow> {
  const [row] = await sql<Omit<CaseRow, 'decisionDate'>>(
    `select id as "caseId", number, household_id as "householdId", beneficiary_id as "beneficiaryId", township_code as "townshipCode"
       from case_file where id = $1`,
    [caseId],
  );
  if (!row) throw new Error(`No case ${caseId}`);
  return { ...row, decisionDate };
}

/** The dibao office tells a refusal by telephone and in writing within its deadline, sparing the applicant's dignity (R26). */
async function addRefusalTasks(
  work: EventWork,
  file: CaseRow,
  origin: string,
  what: { zh: string; en: string },
  applicationId?: string,
): Promise<void> {
  const due = dueOn(file.decisionDate, deadlineOf(work.county, 'DL_REFUSAL_NOTICE'));
  const common = {
    caseId: file.caseId,
    departmentCode: dibaoDepartment(work.county),
    townshipCode: file.townshipCode,
    dueOn: due,
    applicationId: applicationId ?? null,
  };
  await addTask(work.sql, {
    ...common,
    kind: 'refusal_phone',
    zh: `个案 ${file.number}：电话告知申请人${what.zh}不予救助，说明理由并记录其是否理解`,
    en: `Case ${file.number}: telephone the applicant that ${what.en} was refused, explain why, and record that he understands`,
    origin: `${origin}:phone`,
  });
  await addTask(work.sql, {
    ...common,
    kind: 'refusal_letter',
    zh: `个案 ${file.number}：送达${what.zh}不予救助书面告知`,
    en: `Case ${file.number}: send the written notice of refusal of ${what.en}`,
    origin: `${origin}:letter`,
  });
}

/** What a decision calls for by the county's own rules, such as checking the dibao of a household with post income. */
async function addFollowUps(work: EventWork, file: CaseRow, on: FollowUpRule['on']): Promise<void> {
  const { sql, county } = work;
  const facts = await loadFactBag(
    sql,
    { householdId: file.householdId, personId: file.beneficiaryId, caseId: file.caseId },
    file.decisionDate,
  );
  const { judge } = county.on(file.decisionDate);
  for (const rule of county.pack.followUps.filter((one) => one.on === on)) {
    if (!judge.holds(rule.when, facts, file.decisionDate)) continue;
    await addTask(sql, {
      kind: rule.code,
      zh: `个案 ${file.number}：${rule.name.zh}`,
      en: `Case ${file.number}: ${rule.name.en}`,
      caseId: file.caseId,
      departmentCode: rule.department,
      dueOn: dueOn(file.decisionDate, deadlineOf(county, rule.deadline)),
      origin: `case:${file.caseId}:${rule.code}`,
    });
  }
}

async function applicationRefused(work: EventWork, payload: Record<string, unknown>): Promise<void> {
  const [application] = await work.sql<{
    id: string;
    caseId: string;
    programCode: string;
    departmentCode: string;
    freed: boolean;
  }>(
    `select id, case_id as "caseId", program_code as "programCode", department_code as "departmentCode",
            place_hold_id is not null as freed from application where id = $1`,
    [payload.applicationId],
  );
  if (!application) throw new Error(`No application ${String(payload.applicationId)}`);
  const file = await caseOf(work, application.caseId, String(payload.decidedOn));
  const name = work.county.program(application.programCode)?.name ?? {
    zh: application.programCode,
    en: application.programCode,
  };
  await addRefusalTasks(
    work,
    file,
    `application:${application.id}`,
    { zh: `“${name.zh}”`, en: name.en },
    application.id,
  );
  await addFollowUps(work, file, 'refused');
  if (!application.freed) return;
  await addTask(work.sql, {
    kind: 'quota_offer',
    zh: `“${name.zh}”退回 1 个名额，请提供给下一位符合条件的对象`,
    en: `One place of ${name.en} was returned; offer it to the next person in need`,
    caseId: file.caseId,
    applicationId: application.id,
    departmentCode: application.departmentCode,
    dueOn: dueOn(file.decisionDate, deadlineOf(work.county, 'DL_TRANSFER')),
    origin: `application:${application.id}:offer`,
  });
}

async function caseRefused(work: EventWork, payload: Record<string, unknown>): Promise<void> {
  const file = await caseOf(work, String(payload.caseId), String(payload.decidedOn));
  const [{ count } = { count: 0 }] = await work.sql<{ count: number }>(
    `select count(*)::int as count from application where case_id = $1 and status = 'refused'`,
    [file.caseId],
  );
  if (count === 0) await addRefusalTasks(work, file, `case:${file.caseId}`, { zh: '本次申请', en: 'the request' });
  await addFollowUps(work, file, 'refused');
}

export const packageJobs: EventHandlers = {
  'package.adopted': packageAdopted,
  'application.refused': applicationRefused,
  'case.refused': caseRefused,
};
