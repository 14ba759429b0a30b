import { today } from '../../platform/clock.js';
import { wrongState } from '../../platform/errors.js';
import { formatYuan } from '../../platform/money.js';
import { InputCheck } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import type { LockedCase } from '../aid-package/load-case.js';
import { startPackage } from '../aid-package/start-package.js';
import { refreshCaseDepartments } from '../case/case-departments.js';
import { addCaseEvent } from '../case/case-events.js';
import { isDecided, lockLastRound } from '../second-round/last-round.js';
import { addRound } from '../second-round/open-second-round.js';
import { type Claim, lockClaim } from './lock-claim.js';
import type { AskWaiverInput } from './recovery.inputs.js';

/**
 * Brings the rest of a claim before the meeting, which alone may let it go: as a further round of the case, or in the one
 * that waits already. Throws NotFound, NotAllowed, WrongState while a meeting has it in hand, InvalidInput.
 */
export async function askWaiver(unit: UnitOfWork, input: AskWaiverInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const claim = await lockClaim(unit, input.recoveryId, 'ask_waiver');
  const check = new InputCheck();
  const reason = check.text('reason', input.reason, { zh: '免除理由', en: 'reason' }, 500) as string;
  check.done();
  const [pending] = await sql(`select from remedy where claim_id = $1 and status = 'proposed'`, [claim.id]);
  if (pending) throw wrongState(claim.status, { zh: '已提请研判会研究免除。', en: 'The meeting was asked already.' });
  const last = await lockLastRound(sql, claim.caseId);
  if (last.status === 'in_review')
    throw wrongState(last.status, {
      zh: '该家庭的议题正在研判，请待作出决定后再提请。',
      en: 'The meeting is discussing the family; ask again once it has decided.',
    });
  const caseId = isDecided(last) ? await nextRound(unit, last.id, claim, reason) : last.id;
  await sql(
    `insert into remedy (case_id, position, claim_id, direction, amount_fen, kind, reason, chosen_by)
     select $1, coalesce(max(r.position), 0) + 1, $2, 'over', $3, 'waive', $4, $5 from remedy r where r.case_id = $1`,
    [caseId, claim.id, claim.leftFen, reason, actor.staffId],
  );
  await beginDraft(unit, caseId);
  await refreshCaseDepartments(sql, caseId);
  await addCaseEvent(sql, {
    caseId,
    kind: 'waiver_asked',
    zh: `提请研判会研究免除追回款 ${claim.number} 尚欠的 ${formatYuan(claim.leftFen)}：${reason}`,
    en: `The meeting is asked to let the remaining ${formatYuan(claim.leftFen)} of claim ${claim.number} go: ${reason}`,
    departmentCode: claim.departmentCode,
    actorId: actor.staffId,
  });
  return { type: 'Recovery', id: claim.id };
}

async function nextRound(unit: UnitOfWork, formerId: string, claim: Claim, reason: string): Promise<string> {
  return (await addRound(unit, formerId, `研究免除追回款 ${claim.number}：${reason}`)).id;
}

/** There is a package to vote on, and whoever looked at it before looks again. */
async function beginDraft(unit: UnitOfWork, caseId: string): Promise<void> {
  const [draft] = await unit.sql(
    `update aid_package set version = version + 1 where case_id = $1 and status = 'draft' returning id`,
    [caseId],
  );
  if (draft) return;
  const [file] = await unit.sql<LockedCase>(
    `select id, household_id as "householdId", beneficiary_id as "beneficiaryId", cost_fen as "costFen",
       insurance_paid_fen as "insurancePaidFen", status, township_code as "townshipCode",
       department_codes as "departmentCodes", version, number from case_file where id = $1`,
    [caseId],
  );
  await startPackage(unit, file as LockedCase, today());
}
