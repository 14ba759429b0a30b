import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { Program } from '../../policy/types.js';
import { startJob } from '../job/start-job.js';
import { monthOf } from '../payment/months.js';
import { lockForStep, type Recalculation } from './lock-recalculation.js';
import type {
  MakeRecalculationInput,
  RecalculationStepInput,
  RecalculationStepWithReasonInput,
} from './recalculation.inputs.js';

export const JUDGE_JOB = 'recalculation_judge';
export const CARRY_JOB = 'recalculation_carry';

const CAUSES = ['standard', 'yearly'];
const MONTHS_AHEAD = 12;
const done = (id: string): CommandResult => ({ type: 'Recalculation', id });

/** Whether a rule alone says what the monthly aid of a program comes to. */
export function isByRule({ form, amount, concurrency }: Program): boolean {
  return form === 'cash_monthly' && ['FORMULA', 'FIXED'].includes(amount.kind) && concurrency.topUpAgainst.length === 0;
}

/**
 * Begins to work out what the running monthly aid of a program comes to by the rule of a month (YYYY-MM), of this year or
 * up to a year ahead. Throws NotAllowed, InvalidInput, and WrongState while another one of the program is open.
 */
export async function makeRecalculation(unit: UnitOfWork, input: MakeRecalculationInput): Promise<CommandResult> {
  const { departmentCode, staffId } = unit.actor;
  assertCan(unit, 'make', 'Recalculation', { departmentCode });
  const check = new InputCheck();
  const program = unit.county.program(input.programCode);
  if (!program || program.department !== departmentCode || !isByRule(program))
    check.add('programCode', {
      zh: '请选择本部门按公式发放的月度项目；金额由会议决定或随其他项目补差的，不能这样重算。',
      en: 'Choose a monthly program of your department whose rule alone says the amount.',
    });
  if (!CAUSES.includes(input.cause))
    check.add('cause', { zh: '请选择标准调整或年度复核。', en: 'Choose another standard or the yearly review.' });
  const fromMonth = check.day('fromMonth', `${input.fromMonth.normalize('NFKC').trim()}-01`);
  const on = today();
  if (fromMonth && (fromMonth < `${on.slice(0, 4)}-01-01` || fromMonth > monthOf(on, MONTHS_AHEAD)))
    check.add('fromMonth', {
      zh: '起始月份应在本年一月至今后一年内。',
      en: 'The first month is one of this year, or of the twelve to come.',
    });
  const source = check.text('source', input.source, { zh: '依据', en: 'document that decides it' });
  check.done();
  await unit.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`recalculation:${input.programCode}`]);
  const [open] = await unit.sql<{ status: string }>(
    `select status from recalculation where program_code = $1 and status in ('judging', 'draft', 'carrying')`,
    [input.programCode],
  );
  if (open)
    throw wrongState(open.status, {
      zh: '该项目还有一次重算没有办完，请先办结或撤销。',
      en: 'Another recalculation of this program is open: finish or cancel it first.',
    });
  const [made] = await unit.sql<Recalculation>(
    `insert into recalculation (department_code, program_code, cause, source, from_month, pays_arrears, made_by)
     values ($1, $2, $3, $4, $5, $6, $7) returning id, program_code as "programCode", department_code as "departmentCode"`,
    [departmentCode, input.programCode, input.cause, source, fromMonth, input.paysArrears, staffId],
  );
  await begin(unit, made as Recalculation, JUDGE_JOB);
  return done((made as Recalculation).id);
}

/** Works the preview out again, by the facts of now. */
export async function judgeRecalculation(unit: UnitOfWork, input: RecalculationStepInput): Promise<CommandResult> {
  const { recalculation, next } = await lockForStep(unit, input, 'judge', 'make');
  await unit.sql('update recalculation set status = $2, version = version + 1 where id = $1', [recalculation.id, next]);
  await begin(unit, recalculation, JUDGE_JOB);
  return done(recalculation.id);
}

/** Another person of the department approves the preview; a job carries it out. */
export async function approveRecalculation(unit: UnitOfWork, input: RecalculationStepInput): Promise<CommandResult> {
  const { recalculation, next } = await lockForStep(unit, input, 'approve', 'check');
  if (unit.actor.staffId === recalculation.madeBy)
    throw wrongState(recalculation.status, {
      zh: '发起人不能批准自己的重算，请由本部门另一位同事复核。',
      en: 'Who made a recalculation cannot approve it; another colleague of the department must.',
    });
  await unit.sql(
    `update recalculation set status = $2, approved_by = $3, approved_at = now(), version = version + 1 where id = $1`,
    [recalculation.id, next, unit.actor.staffId],
  );
  await begin(unit, recalculation, CARRY_JOB);
  return done(recalculation.id);
}

/** Goes on with what an ended job left: what was done stays done. */
export async function carryOnRecalculation(unit: UnitOfWork, input: RecalculationStepInput): Promise<CommandResult> {
  const { recalculation } = await lockForStep(unit, input, 'carry_on', 'make');
  await unit.sql('update recalculation set version = version + 1 where id = $1', [recalculation.id]);
  await begin(unit, recalculation, CARRY_JOB);
  return done(recalculation.id);
}

/** Gives a preview up, with a reason: no amount has changed. */
export async function cancelRecalculation(
  unit: UnitOfWork,
  input: RecalculationStepWithReasonInput,
): Promise<CommandResult> {
  const { recalculation, next } = await lockForStep(unit, input, 'cancel', 'make');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' });
  check.done();
  await unit.sql('update recalculation set status = $2, reason = $3, version = version + 1 where id = $1', [
    recalculation.id,
    next,
    reason,
  ]);
  return done(recalculation.id);
}

async function begin(
  unit: UnitOfWork,
  { id, programCode, departmentCode }: Recalculation,
  kind: string,
): Promise<void> {
  const { zh, en } = unit.county.program(programCode)?.name ?? { zh: programCode, en: programCode };
  const title =
    kind === JUDGE_JOB
      ? { zh: `测算“${zh}”在发救助`, en: `Working out running ${en}` }
      : { zh: `执行“${zh}”重算`, en: `Carrying out the recalculation of ${en}` };
  const jobId = await startJob(unit, { kind, title, input: { recalculationId: id }, departmentCode });
  await unit.sql('update recalculation set job_id = $2 where id = $1', [id, jobId]);
}
