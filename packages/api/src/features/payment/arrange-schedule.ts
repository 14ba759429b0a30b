import { assertTransition, assertVersion } from '../../platform/authorize.js';
import { wrongState } from '../../platform/errors.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { splitFen } from '../../platform/split-fen.js';
import { lockDue, lockSchedule, nextOf } from './load-schedule.js';
import type { PlanStagesInput, ReleaseStageInput, SuspendPaymentsInput } from './payment.inputs.js';

const MOST_STAGES = 12;

/** Stops what comes due until somebody resumes it, with a reason that the family can be told. */
export async function suspendPayments(unit: UnitOfWork, input: SuspendPaymentsInput): Promise<CommandResult> {
  const schedule = await lockSchedule(unit, input.scheduleId);
  assertVersion(schedule, input.expectedVersion);
  const next = nextOf(schedule, 'suspend');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '暂停原因', en: 'reason' });
  check.done();
  await unit.sql('update payment_schedule set status = $2, reason = $3, version = version + 1 where id = $1', [
    schedule.id,
    next,
    reason,
  ]);
  return { type: 'PaymentSchedule', id: schedule.id };
}

/**
 * Divides what was approved once into stages, each to be released by a person (R114): by shares, so that the stages add up
 * to the approved amount to the fen. Throws WrongState once anything of it was gathered or paid.
 */
export async function planStages(unit: UnitOfWork, input: PlanStagesInput): Promise<CommandResult> {
  const schedule = await lockSchedule(unit, input.scheduleId);
  assertVersion(schedule, input.expectedVersion);
  nextOf(schedule, 'plan_stages');
  const [due, ...others] = await unit.sql<{ id: string; status: string; lineId: string | null; free: boolean }>(
    `select d.id, d.status, d.line_id as "lineId",
       not exists (select from payment_line l where l.due_id = d.id and l.live) as free
     from payment_due d where d.schedule_id = $1 order by d.position for update`,
    [schedule.id],
  );
  const amount = schedule.amountFen;
  if (schedule.kind !== 'one_off' || amount === null || !due?.free || due.status !== 'open' || others.length > 0) {
    throw wrongState(schedule.status, {
      zh: '只有尚未归集、尚未发放的一次性救助金可以分阶段发放。',
      en: 'Only a one-off payment that is neither gathered nor paid can be given in stages.',
    });
  }
  const stages = readStages(input);
  const parts = splitFen(
    amount,
    stages.map(({ share }) => share),
  );
  const rows = stages.map((stage, place) => ({ ...stage, position: place + 2, amountFen: parts[place] }));
  await unit.sql(`update payment_due set status = 'cancelled' where id = $1`, [due.id]);
  await unit.sql(
    `insert into payment_due (schedule_id, position, label, amount_fen, due_on, line_id, status)
     select $1, s.position, s.label, s."amountFen", s."dueOn", $3, 'unreleased'
     from jsonb_to_recordset($2::jsonb) as s (position int, label text, "amountFen" bigint, "dueOn" date)`,
    [schedule.id, JSON.stringify(rows), due.lineId],
  );
  await unit.sql(`update payment_schedule set kind = 'staged', version = version + 1 where id = $1`, [schedule.id]);
  return { type: 'PaymentSchedule', id: schedule.id };
}

function readStages({ stages }: PlanStagesInput): { label: string; share: number; dueOn: string }[] {
  const check = new InputCheck();
  if (stages.length < 2 || stages.length > MOST_STAGES)
    check.add('stages', { zh: `请分成 2 至 ${MOST_STAGES} 个阶段。`, en: `There are 2 to ${MOST_STAGES} stages.` });
  const read = stages.map(({ label, share, dueOn }, place) => {
    if (!Number.isInteger(share) || share < 1 || share > 1000)
      check.add(`stages.${place}.share`, {
        zh: '比例应为 1 至 1000 的整数。',
        en: 'A share is a whole number from 1 to 1000.',
      });
    return {
      label: check.text(`stages.${place}.label`, label, { zh: '阶段和条件', en: 'stage and its condition' }, 100) ?? '',
      share,
      dueOn: check.day(`stages.${place}.dueOn`, dueOn) ?? '',
    };
  });
  check.done();
  return read;
}

/** Says that the condition of a stage is met: from now on it can be paid. */
export async function releaseStage(unit: UnitOfWork, input: ReleaseStageInput): Promise<CommandResult> {
  const due = await lockDue(unit, input.dueId);
  const next = assertTransition('PaymentDue', due.status, 'release', {
    zh: '该阶段已放行。请刷新查看。',
    en: 'This stage was released already. Reload to see it.',
  });
  await unit.sql(`update payment_due set status = $2, released_by = $3, released_at = now() where id = $1`, [
    due.id,
    next,
    unit.actor.staffId,
  ]);
  return { type: 'PaymentSchedule', id: due.schedule.id };
}
