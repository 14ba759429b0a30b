import { moveBudget, recoverFunds } from '../../ledger/ledger.js';
import { assertCan, assertTransition, assertVersion } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { lockUse, MOVED_ON } from './lock-use.js';
import type { TakeBackReserveUseInput } from './reserve.inputs.js';
import { endTasks } from './reserve-tasks.js';

/**
 * Undoes a use whose money the family did not receive or gave back: it is the township's again, and the aid is none.
 * Throws NotFound, NotAllowed, InvalidInput, StaleVersion, WrongState once its papers are filed.
 */
export async function takeBackReserveUse(unit: UnitOfWork, input: TakeBackReserveUseInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const use = await lockUse(unit, input.useId);
  assertCan(unit, 'take_back', 'ReserveUse', use);
  const check = new InputCheck();
  const note = check.text('reason', input.reason, { zh: '收回原因', en: 'reason' }, 500);
  check.done();
  assertVersion(use, input.expectedVersion);
  const status = assertTransition('ReserveUse', use.status, 'take_back', MOVED_ON);
  const { id, lineId, fen, householdId, townshipCode } = use;
  const movement = { reason: 'reserve_returned' as const, on: today(), actorId: actor.staffId, lineId, fen };
  const refs = { householdId, townshipCode };
  await recoverFunds(sql, { ...movement, key: `reserve_use:${id}:back`, to: 'available', refs });
  await moveBudget(sql, { ...movement, key: `reserve_use:${id}:again`, move: 'freeze' });
  await sql(`update reserve_use set status = $2, note = $3, taken_back_on = $4, version = version + 1 where id = $1`, [
    id,
    status,
    note,
    today(),
  ]);
  await sql(`update aid_record set ended_on = $2, end_reason = $3 where id = $1`, [use.aidRecordId, today(), note]);
  await endTasks(unit, id);
  return { type: 'ReserveUse', id };
}
