import { subject } from '@casl/ability';
import { assertTransition } from '../../platform/authorize.js';
import { invalidInput, notAllowed, notFound } from '../../platform/errors.js';
import { InputCheck, isUuid, parseIdNumber } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { membersOf } from '../../policy/exclusivity.js';
import type { ExclusivityGroup, Program } from '../../policy/types.js';
import { fileApplication } from '../case/file-application.js';
import { createHousehold } from '../registry/create-household.js';
import { loadFactBag } from '../registry/fact-bag.js';
import { type CheckedMember, readMember } from '../registry/members.js';
import { recordObservations } from '../registry/record-observations.js';
import type { BatchApplicantInput, SubmitBatchApplicationsInput } from './batch.inputs.js';

const MOST = 500;

interface Checked {
  index: number;
  member: CheckedMember;
  program: Program;
  township: string;
  village: { code: string; kind: string };
  appliedOn: string;
  amountFen: number;
  facts: BatchApplicantInput['facts'];
}

interface BatchRow {
  id: string;
  status: string;
  groupCode: string;
  decisionDate: string;
}

/**
 * A department hands its applications into the batch's one pool; people are compared by identity number, new ones are
 * registered. All of a call, or nothing. Throws NotFound, NotAllowed, WrongState, InvalidInput naming every row.
 */
export async function submitBatchApplications(
  unit: UnitOfWork,
  input: SubmitBatchApplicationsInput,
): Promise<CommandResult> {
  const [batch] = isUuid(input.batchId)
    ? await unit.sql<BatchRow>(
        'select id, status, group_code as "groupCode", decision_date as "decisionDate" from batch where id = $1 for update',
        [input.batchId],
      )
    : [];
  if (!batch || !unit.ability.can('read', 'Batch')) throw notFound({ zh: '批次', en: 'batch' });
  assertTransition('Batch', batch.status, 'submit', {
    zh: '该批次已上会或已决定,不能再提交申请。',
    en: 'The batch is before the meeting or decided; no more applications.',
  });
  const group = unit.county.pack.groups.find((one) => one.code === batch.groupCode) as ExclusivityGroup;
  for (const one of checkAll(unit, input.applicants, membersOf(unit.county.pack, group)))
    await submitOne(unit, batch, one);
  await unit.sql('update batch set version = version + 1 where id = $1', [batch.id]);
  return { type: 'Batch', id: batch.id };
}

function checkAll(
  unit: UnitOfWork,
  applicants: readonly BatchApplicantInput[],
  programs: readonly string[],
): Checked[] {
  const check = new InputCheck();
  if (applicants.length === 0 || applicants.length > MOST) {
    check.add('applicants', { zh: `一次提交 1–${MOST} 份申请。`, en: `Submit 1–${MOST} applications at a time.` });
    check.done();
  }
  const seen = new Set<string>();
  const checked: Checked[] = [];
  for (const [index, applicant] of applicants.entries()) {
    const path = `applicants.${index}`;
    const member = readMember(check, { ...applicant.member, relation: 'head' }, `${path}.member`);
    const program = programs.includes(applicant.programCode) ? unit.county.program(applicant.programCode) : undefined;
    if (!program)
      check.add(`${path}.programCode`, {
        zh: `项目 ${applicant.programCode} 不属于本批次。`,
        en: `Program ${applicant.programCode} is not of this batch.`,
      });
    const place = unit.county.village(applicant.villageCode);
    if (!place) check.add(`${path}.villageCode`, { zh: '找不到该村(社区)。', en: 'There is no such village.' });
    const appliedOn = check.day(`${path}.appliedOn`, applicant.appliedOn);
    const amountFen = check.yuan(`${path}.amount`, applicant.amount);
    const identity = parseIdNumber(applicant.member.idNumber, path);
    const key = 'idNumber' in identity ? `${identity.idNumber} ${applicant.programCode}` : '';
    if (key && seen.has(key))
      check.add(path, { zh: '同一人对同一项目重复申请。', en: 'The same person applies twice for the same program.' });
    seen.add(key);
    if (!member || !program || !place || !appliedOn || amountFen === undefined) continue;
    checked.push({
      index,
      member,
      program,
      township: place.township.code,
      village: place.village,
      appliedOn,
      amountFen,
      facts: applicant.facts,
    });
  }
  check.done();
  for (const { program } of checked) {
    if (unit.ability.can('submit', 'Batch')) continue;
    if (!unit.ability.can('submit', subject('Application', { departmentCode: program.department }) as never)) {
      throw notAllowed({
        zh: `“${program.name.zh}”不是贵单位的项目,不能代为提交。`,
        en: `${program.name.en} is not a program of your department.`,
      });
    }
  }
  return checked;
}

async function submitOne(unit: UnitOfWork, batch: BatchRow, one: Checked): Promise<void> {
  const { householdId, personId, townshipCode } = await personOf(unit, one);
  const [twice] = await unit.sql(
    'select 1 from application where batch_id = $1 and person_id = $2 and program_code = $3',
    [batch.id, personId, one.program.code],
  );
  if (twice) {
    throw invalidInput([
      {
        path: `applicants.${one.index}`,
        message: {
          zh: `${one.member.name} 已在本批次申请过“${one.program.name.zh}”。`,
          en: `${one.member.name} has applied for ${one.program.name.en} in this batch already.`,
        },
      },
    ]);
  }
  if (one.facts && one.facts.length > 0) {
    const facts = one.facts.map((fact) => ({ ...fact, personId, observedOn: fact.observedOn ?? one.appliedOn }));
    await recordObservations(unit, { householdId }, facts, `applicants.${one.index}.facts`);
  }
  const verdict = unit.county.judge.judge(
    one.program.code,
    await loadFactBag(unit.sql, { householdId, personId }, batch.decisionDate),
    batch.decisionDate,
  );
  if (verdict.amount.fen !== null && verdict.amount.fen !== one.amountFen) {
    const due = verdict.amount.fen / 100;
    throw invalidInput([
      {
        path: `applicants.${one.index}.amount`,
        message: {
          zh: `“${one.program.name.zh}”的标准是 ${due} 元,请核对。`,
          en: `The standard of ${one.program.name.en} is ${due} yuan; please check.`,
        },
      },
    ]);
  }
  const filed = await fileApplication(unit, {
    batchId: batch.id,
    householdId,
    personId,
    townshipCode,
    program: one.program,
    appliedOn: one.appliedOn,
    amountFen: one.amountFen,
    quotaYear: Number(batch.decisionDate.slice(0, 4)),
  });
  await unit.sql('update application set outcome = $2 where id = $1', [filed.id, verdict.outcome]);
}

async function personOf(
  unit: UnitOfWork,
  one: Checked,
): Promise<{ householdId: string; personId: string; townshipCode: string }> {
  const [known] = await unit.sql<{ personId: string; householdId: string; townshipCode: string }>(
    `select p.id as "personId", p.household_id as "householdId", h.township_code as "townshipCode"
       from person p join household h on h.id = p.household_id where p.id_number = $1`,
    [one.member.idNumber],
  );
  if (known) return known;
  const made = await createHousehold(unit, {
    townshipCode: one.township,
    villageCode: one.village.code,
    address: unit.county.village(one.village.code)?.village.name ?? one.village.code,
    areaType: one.village.kind,
    members: [one.member],
  });
  return { householdId: made.householdId, personId: made.personIds[0] as string, townshipCode: one.township };
}
