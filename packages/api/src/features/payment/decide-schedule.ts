import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { endRecord } from '../registry/end-aid.js';
import { endExits } from './exit-by-months.js';
import { lockSchedule, nextOf, type Schedule } from './load-schedule.js';
import { monthOf } from './months.js';
import type { EndPaymentsInput, ResumePaymentsInput, ScheduleStepInput } from './payment.inputs.js';
import { type UnpaidDue, withdrawDues } from './settle-dues.js';
import { closeAidTasks, endSuspension } from './suspend-aid.js';

/**
 * Pays on. Months that waited come due with the next batch or, by this decision, are owed to nobody. Its department's
 * tasks to look at it are done. Throws WrongState while a batch holds a month that would not be paid.
 */
export async function resumePayments(unit: UnitOfWork, input: ResumePaymentsInput): Promise<CommandResult> {
  const schedule = await lockSchedule(unit, input.scheduleId);
  assertVersion(schedule, input.expectedVersion);
  nextOf(schedule, 'resume');
  const [asked] = await unit.sql(
    'select from amount_to_decide where schedule_id = $1 and recalculation_id is not null',
    [schedule.id],
  );
  if (asked) {
    throw wrongState(schedule.status, {
      zh: '重算后的金额尚未决定，请选择按重算金额发放、维持原金额或终止。',
      en: 'A recalculation found another amount: pay that one, keep the former one, or end the aid.',
    });
  }
  if (!input.paysMissed && schedule.kind === 'monthly') await skipMonths(unit, schedule);
  await endSuspension(unit.sql, schedule.aidRecordId);
  await closeAidTasks(unit, schedule, input.paysMissed ? '恢复发放，补发暂停月份' : '恢复发放，暂停月份不补发');
  return { type: 'PaymentSchedule', id: schedule.id };
}

async function skipMonths({ sql, actor }: UnitOfWork, schedule: Schedule): Promise<void> {
  const from = schedule.suspendedFrom ?? schedule.startsOn;
  const until = monthOf(today());
  const waiting = await sql<UnpaidDue & { batch: string | null }>(
    `select d.id, d.line_id as "lineId", d.status, (select b.number from payment_line l join payment_batch b
       on b.id = l.batch_id where l.due_id = d.id and l.live) as batch
     from payment_due d where d.schedule_id = $1 and d.month between $2 and $3 and d.status in ('open', 'short')
     order by d.id for update of d`,
    [schedule.id, from, until],
  );
  const batch = waiting.find((due) => due.batch)?.batch;
  if (batch) {
    throw wrongState(schedule.status, {
      zh: `暂停的月份还在发放批次 ${batch} 中，请先重新归集或移出该批次。`,
      en: `A month that waited is in payment batch ${batch}: gather it again or take the month out first.`,
    });
  }
  await withdrawDues(sql, waiting, { on: today(), actorId: actor.staffId });
  await sql(
    `insert into payment_due (schedule_id, position, month, amount_fen, due_on, status)
     select s.id, extract(year from m.day) * 12 + extract(month from m.day) - 1, m.day,
       payment_month_fen(s.id, s.amount_fen, m.day::date), m.day, 'cancelled'
     from payment_schedule s cross join generate_series($2::date, $3::date, interval '1 month') as m (day)
     where s.id = $1 on conflict (schedule_id, position) do nothing`,
    [schedule.id, from, until],
  );
}

/** Calls an exit by months off: aid goes on as before. Its department's tasks to look at it are done. */
export async function cancelExit(unit: UnitOfWork, input: ScheduleStepInput): Promise<CommandResult> {
  const schedule = await lockSchedule(unit, input.scheduleId);
  assertVersion(schedule, input.expectedVersion);
  nextOf(schedule, 'cancel_exit');
  if (!schedule.exitFrom) {
    throw wrongState(schedule.status, { zh: '该发放计划不在渐退期。', en: 'This schedule is in no exit by months.' });
  }
  await endExits(unit.sql, [schedule.id], monthOf(today(), 1));
  await closeAidTasks(unit, schedule, '取消渐退，继续发放');
  return { type: 'PaymentSchedule', id: schedule.id };
}

/**
 * Ends the aid that a schedule gives out, with its last day (YYYY-MM-DD, not after today): months up to it are paid, later
 * ones are owed to nobody. Throws as `endRecord`.
 */
export async function endPayments(unit: UnitOfWork, input: EndPaymentsInput): Promise<CommandResult> {
  const schedule = await lockSchedule(unit, input.scheduleId);
  assertVersion(schedule, input.expectedVersion);
  await endRecord(unit, { ...input, aidRecordId: schedule.aidRecordId });
  return { type: 'PaymentSchedule', id: schedule.id };
}
