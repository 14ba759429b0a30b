import { subject } from '@casl/ability';
import { notAllowed } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { Program } from '../../policy/types.js';
import { type CheckedMember, readMember } from '../registry/members.js';
import type { BatchApplicantInput } from './batch.inputs.js';

const MOST = 500;

/** One application of a batch as typed, everything checked that needs no database. */
export interface CheckedApplicant {
  index: number;
  member: CheckedMember;
  program: Program;
  township: string;
  village: { code: string; kind: string };
  appliedOn: string;
  amountFen: number;
  facts: BatchApplicantInput['facts'];
}

/** Reads all applications of a call. Throws InvalidInput naming every row, NotAllowed for another department's program. */
export function checkApplicants(
  unit: UnitOfWork,
  applicants: readonly BatchApplicantInput[],
  programs: readonly string[],
): CheckedApplicant[] {
  const check = new InputCheck();
  if (applicants.length === 0 || applicants.length > MOST) {
    check.add('applicants', { zh: `一次提交 1–${MOST} 份申请。`, en: `Submit 1–${MOST} applications at a time.` });
    check.done();
  }
  const seen = new Set<string>();
  const checked: CheckedApplicant[] = [];
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
    if (!place) check.add(`${path}.villageCode`, { zh: '找不到该村（社区）。', en: 'There is no such village.' });
    const appliedOn = check.day(`${path}.appliedOn`, applicant.appliedOn);
    const amountFen = check.yuan(`${path}.amount`, applicant.amount);
    if (!member || !program || !place || !appliedOn || amountFen === undefined) continue;
    const key = `${member.idNumber} ${program.code}`;
    if (seen.has(key))
      check.add(path, { zh: '同一人对同一项目重复申请。', en: 'The same person applies twice for the same program.' });
    seen.add(key);
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
        zh: `“${program.name.zh}”不是贵单位的项目，不能代为提交。`,
        en: `${program.name.en} is not a program of your department.`,
      });
    }
  }
  return checked;
}
