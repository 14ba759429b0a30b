import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { lockSchedule, nextOf, type Schedule } from './load-schedule.js';
import { monthOf } from './months.js';
import type { KeepAmountInput, ScheduleStepInput } from './payment.inputs.js';
import { closeAidTasks } from './suspend-aid.js';

interface Asked {
  remedyId: string;
  caseId: string;
  monthlyFen: number;
}

/**
 * Pays what a meeting found a month of this aid to come to, from the month after those that were made due. Throws
 * NotFound, NotAllowed, StaleVersion, and WrongState where no meeting found another amount, or none is due any more: then
 * the aid is ended (`endPayments`).
 */
export async function changeAmount(unit: UnitOfWork, input: ScheduleStepInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const { schedule, asked } = await lockAsked(unit, input, 'change_amount');
  if (asked.monthlyFen === 0) {
    throw wrongState(schedule.status, {
      zh: '该救助经研判不再应发，请办理终止。',
      en: 'Nothing of this aid is due any more: end it.',
    });
  }
  const [next] = await sql<{ month: string }>(
    `select to_char(greatest($2::date, max(month) + interval '1 month', s.starts_on), 'YYYY-MM-DD') as month
     from payment_schedule s left join payment_due d on d.schedule_id = s.id and d.status <> 'cancelled'
     where s.id = $1 group by s.id`,
    [schedule.id, monthOf(today(), 1)],
  );
  const from = (next as { month: string }).month;
  await sql('insert into payment_amount (schedule_id, from_month, fen) values ($1, $2, $3)', [
    schedule.id,
    from,
    asked.monthlyFen,
  ]);
  await sql(`insert into amount_decision (remedy_id, outcome, from_month, decided_by) values ($1, 'changed', $2, $3)`, [
    asked.remedyId,
    from,
    actor.staffId,
  ]);
  const money = formatYuan(asked.monthlyFen);
  return decided(unit, schedule, asked, {
    zh: `自 ${from.slice(0, 7)} 起每月发放 ${money}`,
    en: `${money} a month from ${from.slice(0, 7)} on`,
  });
}

/** Its department pays on as before, and says why. Throws as `changeAmount`, and InvalidInput. */
export async function keepAmount(unit: UnitOfWork, input: KeepAmountInput): Promise<CommandResult> {
  const { schedule, asked } = await lockAsked(unit, input, 'keep_amount');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '理由', en: 'reason' }, 500) as string;
  check.done();
  await unit.sql(`insert into amount_decision (remedy_id, outcome, reason, decided_by) values ($1, 'kept', $2, $3)`, [
    asked.remedyId,
    reason,
    unit.actor.staffId,
  ]);
  return decided(unit, schedule, asked, {
    zh: `每月金额维持不变：${reason}`,
    en: `The monthly amount stays as it is: ${reason}`,
  });
}

async function lockAsked(
  unit: UnitOfWork,
  { scheduleId, expectedVersion }: ScheduleStepInput,
  action: string,
): Promise<{ schedule: Schedule; asked: Asked }> {
  const schedule = await lockSchedule(unit, scheduleId);
  assertVersion(schedule, expectedVersion);
  nextOf(schedule, action);
  const [asked] = await unit.sql<Asked>(
    `select remedy_id as "remedyId", case_id as "caseId", monthly_fen as "monthlyFen" from amount_to_decide
     where schedule_id = $1`,
    [schedule.id],
  );
  if (asked) return { schedule, asked };
  throw wrongState(schedule.status, {
    zh: '研判会没有对每月金额提出意见，或已经办理。请刷新查看。',
    en: 'No meeting found another monthly amount, or it was decided already. Reload to see it.',
  });
}

async function decided(
  unit: UnitOfWork,
  schedule: Schedule,
  { caseId }: Asked,
  words: { zh: string; en: string },
): Promise<CommandResult> {
  const { sql, county, actor } = unit;
  await sql('update payment_schedule set version = version + 1 where id = $1', [schedule.id]);
  await closeAidTasks(unit, schedule, words.zh);
  const name = county.program(schedule.programCode)?.name;
  await addCaseEvent(sql, {
    caseId,
    kind: 'amount_decided',
    zh: `${name?.zh}：${words.zh}`,
    en: `${name?.en}: ${words.en}`,
    departmentCode: schedule.departmentCode,
    actorId: actor.staffId,
  });
  return { type: 'PaymentSchedule', id: schedule.id };
}
