import { assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { addCaseEvent } from '../case/case-events.js';
import { lockSchedule, nextOf, type Schedule } from './load-schedule.js';
import { monthOf } from './months.js';
import type { ChangeAmountInput, KeepAmountInput, ScheduleStepInput } from './payment.inputs.js';
import { closeAidTasks, endSuspension } from './suspend-aid.js';

/** By a meeting, or by a recalculation, which let the aid wait. */
interface Asked {
  remedyId: string | null;
  recalculationId: string | null;
  caseId: string | null;
  monthlyFen: number;
}

interface Decision {
  outcome: 'changed' | 'kept';
  fromMonth: string | null;
  reason: string | null;
}

const REASON = { zh: '理由', en: 'reason' };
const MOST = 500;

/**
 * Pays what a meeting or a recalculation found a month of this aid to come to, from the month after those that were made
 * due; what a recalculation let wait goes on with it. Throws NotFound, NotAllowed, StaleVersion, InvalidInput without a
 * reason for what a recalculation found, and WrongState where nobody found another amount, or none is due any more: then
 * the aid is ended (`endPayments`).
 */
export async function changeAmount(unit: UnitOfWork, input: ChangeAmountInput): Promise<CommandResult> {
  const { schedule, asked } = await lockAsked(unit, input, 'change_amount');
  if (asked.monthlyFen === 0) {
    throw wrongState(schedule.status, {
      zh: '该救助经研判不再应发，请办理终止。',
      en: 'Nothing of this aid is due any more: end it.',
    });
  }
  const check = new InputCheck();
  const reason = asked.recalculationId ? check.text('reason', input.reason ?? '', REASON, MOST) : undefined;
  check.done();
  const fromMonth = await changeFrom(unit, schedule, asked);
  await decided(unit, schedule, asked, { outcome: 'changed', fromMonth, reason: reason ?? null });
  const money = formatYuan(asked.monthlyFen);
  return tell(unit, schedule, asked, {
    zh: `自 ${fromMonth.slice(0, 7)} 起每月发放 ${money}`,
    en: `${money} a month from ${fromMonth.slice(0, 7)} on`,
  });
}

/** Its department pays on as before, and says why. Throws as `changeAmount`. */
export async function keepAmount(unit: UnitOfWork, input: KeepAmountInput): Promise<CommandResult> {
  const { schedule, asked } = await lockAsked(unit, input, 'keep_amount');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, REASON, MOST) as string;
  check.done();
  await decided(unit, schedule, asked, { outcome: 'kept', fromMonth: null, reason });
  return tell(unit, schedule, asked, {
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
    `select remedy_id as "remedyId", recalculation_id as "recalculationId", case_id as "caseId",
       monthly_fen::float8 as "monthlyFen" from amount_to_decide where schedule_id = $1`,
    [schedule.id],
  );
  if (asked) return { schedule, asked };
  throw wrongState(schedule.status, {
    zh: '没有待决定的每月金额，或已经办理。请刷新查看。',
    en: 'No other monthly amount waits for a decision, or it was decided already. Reload to see it.',
  });
}

/** The first month (YYYY-MM-01) at the new amount; what an exit has planned for later months is reduced likewise. */
async function changeFrom({ sql }: UnitOfWork, schedule: Schedule, asked: Asked): Promise<string> {
  const next = (asked.recalculationId && schedule.suspendedFrom) || monthOf(today(), 1);
  const [from] = await sql<{ month: string }>(
    `with first as (select greatest($2::date, max(d.month) + interval '1 month', s.starts_on)::date as month
         from payment_schedule s left join payment_due d on d.schedule_id = s.id and d.status <> 'cancelled'
         where s.id = $1 group by s.id),
       kept as (insert into payment_amount (schedule_id, from_month, fen)
         select $1, month, $3 from first
         union all
         select s.id, x.from_month, greatest(1, round(payment_month_fen(s.id, s.amount_fen, x.from_month) * $3::numeric
           / payment_month_fen(s.id, s.amount_fen, (s.exit_from - interval '1 month')::date)))
         from payment_schedule s cross join first cross join lateral (select distinct p.from_month from payment_amount p
           where p.schedule_id = s.id and p.from_month > first.month) x
         where s.id = $1 and s.exit_from is not null)
     select to_char(month, 'YYYY-MM-DD') as month from first`,
    [schedule.id, next, asked.monthlyFen],
  );
  return (from as { month: string }).month;
}

async function decided(
  { sql, actor }: UnitOfWork,
  { id, aidRecordId, status }: Schedule,
  { remedyId, recalculationId }: Asked,
  { outcome, fromMonth, reason }: Decision,
): Promise<void> {
  await sql(
    `insert into amount_decision (remedy_id, recalculation_id, schedule_id, outcome, from_month, reason, decided_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [remedyId, recalculationId, recalculationId && id, outcome, fromMonth, reason, actor.staffId],
  );
  if (recalculationId && status === 'suspended') await endSuspension(sql, aidRecordId);
  else await sql('update payment_schedule set version = version + 1 where id = $1', [id]);
}

async function tell(
  unit: UnitOfWork,
  schedule: Schedule,
  { caseId }: Asked,
  words: { zh: string; en: string },
): Promise<CommandResult> {
  const { sql, county, actor } = unit;
  await closeAidTasks(unit, schedule, words.zh);
  const name = county.program(schedule.programCode)?.name;
  if (caseId) {
    await addCaseEvent(sql, {
      caseId,
      kind: 'amount_decided',
      zh: `${name?.zh}：${words.zh}`,
      en: `${name?.en}: ${words.en}`,
      departmentCode: schedule.departmentCode,
      actorId: actor.staffId,
    });
  }
  return { type: 'PaymentSchedule', id: schedule.id };
}
