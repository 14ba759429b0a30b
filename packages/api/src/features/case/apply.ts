import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { CaseFile } from './case.entity.js';
import type { ApplyInput } from './case.inputs.js';
import { refreshCaseDepartments } from './case-departments.js';
import { addCaseEvent } from './case-events.js';
import { fileApplication } from './file-application.js';
import { loadCase } from './load-case.js';

export { type FiledApplication, fileApplication, type NewApplication } from './file-application.js';

/** Statuses in which an application is over, so that another may be filed. */
const ENDED = ['refused', 'declined', 'displaced', 'ineligible'];

/**
 * A department files an application of the case's beneficiary for one of its programs, a clerk for any. When the quota
 * is used up it is recorded all the same and waits. Throws InvalidInput, NotFound, NotAllowed, WrongState.
 */
export async function applyForProgram(unit: UnitOfWork, input: ApplyInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const file = await loadCase(unit, input.caseId, 'apply');
  const check = new InputCheck();
  const program = unit.county.program(input.programCode);
  if (!program) check.add('programCode', { zh: '请选择本县的救助项目。', en: 'Choose a program of the county.' });
  const appliedOn = input.appliedOn ? check.day('appliedOn', input.appliedOn) : today();
  if (appliedOn !== undefined && appliedOn > today()) {
    check.add('appliedOn', { zh: '申请日期不能晚于今天。', en: 'The day of application cannot lie in the future.' });
  }
  const amountFen = input.amount?.trim() ? check.yuan('amount', input.amount) : null;
  check.done();
  if (!program || appliedOn === undefined || amountFen === undefined) throw new Error('Unchecked input');
  if (actor.role !== 'clerk') assertCan(unit, 'submit', 'Application', { departmentCode: program.department });
  await assertNotApplied(unit, file, program.code);
  file.assertMay('apply');
  const application = await fileApplication(unit, {
    caseId: file.id,
    householdId: file.householdId,
    personId: file.beneficiaryId,
    townshipCode: file.townshipCode,
    program,
    appliedOn,
    amountFen,
    quotaYear: Number(appliedOn.slice(0, 4)),
  });
  await refreshCaseDepartments(sql, file.id);
  const place = PLACE_WORDS[application.place];
  await addCaseEvent(sql, {
    caseId: file.id,
    kind: application.place === 'full' ? 'waiting_list' : 'applied',
    zh: `申请“${program.name.zh}”（${application.number}）${place.zh}`,
    en: `Applied for "${program.name.en}" (${application.number})${place.en}`,
    departmentCode: program.department,
    actorId: actor.staffId,
  });
  return { type: 'Case', id: file.id };
}

const PLACE_WORDS = {
  held: { zh: '，已留名额', en: '; a place is held' },
  full: { zh: '，名额已满，列入候补', en: '; the quota is used up, put on the waiting list' },
  none: { zh: '', en: '' },
} as const;

async function assertNotApplied(unit: UnitOfWork, file: CaseFile, programCode: string): Promise<void> {
  const [earlier] = await unit.sql<{ number: string; status: string }>(
    `select number, status from application where case_id = $1 and person_id = $2 and program_code = $3 and status <> all($4)`,
    [file.id, file.beneficiaryId, programCode, ENDED],
  );
  if (!earlier) return;
  throw wrongState(earlier.status, {
    zh: `该个案已申请此项目（${earlier.number}），不必重复申请。`,
    en: `This case already has an application for the program (${earlier.number}); it need not be filed again.`,
  });
}
