import { assertCan } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { closeAidTasks, endSuspension } from '../payment/suspend-aid.js';
import { settleEndedAid } from '../register/settle-ended-aid.js';
import { loadHousehold } from './load-household.js';
import type { EndAidInput } from './registry.inputs.js';

interface RunningRecord {
  householdId: string;
  personId: string | null;
  programCode: string;
  departmentCode: string;
  grantedOn: string;
  endedOn: string | null;
  period: string;
  planOnly: boolean;
}

/** Periods of aid that goes on until somebody ends it. */
export const RUNNING_PERIODS: readonly string[] = ['monthly', 'yearly', 'ongoing'];

const RECORD = { zh: '救助记录', en: 'record of aid' };

/**
 * Ends aid that runs, with its last day (YYYY-MM-DD, not after today) and the reason: the department that gives it. Its
 * open tasks to stop it or to look at it are done, payments that waited wait no longer, and who stood on the register by it leaves (R128, R64). Throws NotFound, NotAllowed,
 * InvalidInput, and WrongState for aid that does not run.
 */
export async function endAid(unit: UnitOfWork, input: EndAidInput): Promise<CommandResult> {
  const seen = await findRecord(unit, input.aidRecordId);
  if (!seen) throw notFound(RECORD);
  await loadHousehold(unit, seen.householdId, 'read');
  return endRecord(unit, input);
}

/** The same for a record that the actor reaches otherwise than by its household. Throws as `endAid`. */
export async function endRecord(
  unit: UnitOfWork,
  input: Pick<EndAidInput, 'aidRecordId' | 'endedOn' | 'reason'>,
): Promise<CommandResult> {
  const record = await findRecord(unit, input.aidRecordId);
  if (!record) throw notFound(RECORD);
  assertCan(unit, 'end', 'AidRecord', { departmentCode: record.departmentCode });
  if (!RUNNING_PERIODS.includes(record.period) || record.planOnly || record.endedOn !== null) {
    throw wrongState('ended', {
      zh: '这笔救助不在发放中，或已登记终止。请刷新查看。',
      en: 'This aid does not run, or its end is on record already. Reload to see it.',
    });
  }
  const check = new InputCheck();
  const endedOn = check.day('endedOn', input.endedOn) ?? today();
  if (endedOn > today())
    check.add('endedOn', { zh: '终止日期不能晚于今天。', en: 'The last day cannot lie in the future.' });
  if (endedOn < record.grantedOn)
    check.add('endedOn', {
      zh: `终止日期不能早于发放日期（${record.grantedOn}）。`,
      en: `The last day cannot come before the first one (${record.grantedOn}).`,
    });
  const reason = check.text('reason', input.reason, { zh: '终止原因', en: 'reason' });
  check.done();
  await unit.sql('update aid_record set ended_on = $2, end_reason = $3 where id = $1', [
    input.aidRecordId,
    endedOn,
    reason,
  ]);
  await closeAidTasks(unit, record, reason as string);
  await endSuspension(unit.sql, input.aidRecordId);
  await settleEndedAid(unit, [record.householdId]);
  return { type: 'Household', id: record.householdId };
}

async function findRecord({ sql }: UnitOfWork, id: string): Promise<RunningRecord | undefined> {
  if (!isUuid(id)) return undefined;
  const [record] = await sql<RunningRecord>(
    `select household_id as "householdId", person_id as "personId", program_code as "programCode",
       department_code as "departmentCode", granted_on as "grantedOn", ended_on as "endedOn",
       period, plan_only as "planOnly"
     from aid_record where id = $1`,
    [id],
  );
  return record;
}
