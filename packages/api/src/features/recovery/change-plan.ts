import { assertTransition } from '../../platform/authorize.js';
import { today } from '../../platform/clock.js';
import { notAllowed, notFound, wrongState } from '../../platform/errors.js';
import { InputCheck, isUuid } from '../../platform/parse.js';
import type { CommandResult, UnitOfWork } from '../../platform/run-command.js';
import { monthOf } from '../payment/months.js';
import { remedyRules } from '../second-round/remedy-rules.js';
import { layOutInstalments } from './begin-plan.js';
import { type Claim, lockClaim } from './lock-claim.js';
import { readPlan } from './read-plan.js';
import { finishLateTasks } from './record-receipt.js';
import type { AskRecoveryPlanInput, DecideRecoveryPlanInput } from './recovery.inputs.js';

const KINDS = ['instalments', 'set_off'];

/**
 * Asks for another plan of what is still owed, such as later or smaller parts; another person decides on it. Throws
 * NotFound, NotAllowed, WrongState while one is asked for, InvalidInput.
 */
export async function askRecoveryPlan(unit: UnitOfWork, input: AskRecoveryPlanInput): Promise<CommandResult> {
  const { sql, actor, county } = unit;
  const claim = await lockClaim(unit, input.recoveryId, 'ask_plan');
  const [asked] = await sql(`select from recovery_plan where claim_id = $1 and status = 'asked'`, [claim.id]);
  if (asked) {
    throw wrongState('asked', {
      zh: '已有一份变更申请待他人审核。',
      en: 'Another plan was asked for already and waits for a decision.',
    });
  }
  const check = new InputCheck();
  if (!KINDS.includes(input.kind))
    check.add('kind', { zh: '请选择分期退回或按月抵扣。', en: 'Choose instalments or set_off.' });
  const { setsOffPercent } = remedyRules(county, claim.programCode);
  const plan = readPlan(check, input, { runs: await runs(unit, claim), setsOffPercent, path: '' });
  const reason = check.text('reason', input.reason, { zh: '变更理由', en: 'reason' }, 500);
  check.done();
  await sql(
    `insert into recovery_plan (claim_id, kind, months, percent, first_due_on, reason, status, asked_by)
     values ($1, $2, $3, $4, $5, $6, 'asked', $7)`,
    [claim.id, input.kind, plan.months, plan.percent, plan.firstDueOn ?? monthOf(today(), 1), reason, actor.staffId],
  );
  return { type: 'Recovery', id: claim.id };
}

interface AskedPlan {
  id: string;
  claimId: string;
  kind: string;
  months: number | null;
  firstDueOn: string;
  status: string;
  askedBy: string | null;
}

/**
 * Another person of the department lets a plan come into force, over what is left then, or refuses it. Throws NotFound,
 * NotAllowed for whoever asked, WrongState.
 */
export async function decideRecoveryPlan(unit: UnitOfWork, input: DecideRecoveryPlanInput): Promise<CommandResult> {
  const { sql, actor } = unit;
  const [found] = isUuid(input.planId)
    ? await sql<{ claimId: string }>('select claim_id as "claimId" from recovery_plan where id = $1', [input.planId])
    : [];
  if (!found) throw notFound({ zh: '退回计划', en: 'plan' });
  const claim = await lockClaim(unit, found.claimId, 'decide_plan');
  const [plan] = await sql<AskedPlan>(
    `select id, claim_id as "claimId", kind, months, first_due_on as "firstDueOn", status, asked_by as "askedBy"
     from recovery_plan where id = $1 for update`,
    [input.planId],
  );
  const { id, kind, months, firstDueOn, status, askedBy } = plan as AskedPlan;
  const next = assertTransition('RecoveryPlan', status, input.approve ? 'approve' : 'refuse', {
    zh: '该变更申请已经处理。请刷新查看。',
    en: 'This was decided already. Reload to see it.',
  });
  if (askedBy === actor.staffId) {
    throw notAllowed({
      zh: '变更由另一人审核，申请人不能自己审核。',
      en: 'Another person decides on it, not the one who asked.',
    });
  }
  if (input.approve)
    await sql(`update recovery_plan set status = 'replaced' where claim_id = $1 and status = 'in_force'`, [claim.id]);
  await sql('update recovery_plan set status = $2, left_fen = $3, decided_by = $4, decided_at = now() where id = $1', [
    id,
    next,
    input.approve ? claim.leftFen : null,
    actor.staffId,
  ]);
  if (input.approve) {
    await layOutInstalments(sql, { planId: id, kind, months, firstDueOn }, claim.leftFen);
    await finishLateTasks(unit, claim.id);
  }
  return { type: 'Recovery', id: claim.id };
}

async function runs({ sql }: UnitOfWork, claim: Claim): Promise<boolean> {
  const [aid] = await sql(`select from aid_record where id = $1 and period = 'monthly' and ended_on is null`, [
    claim.aidRecordId,
  ]);
  return aid !== undefined;
}
