import { subject } from '@casl/ability';
import { assertCan, assertTransition } from '../../platform/authorize.js';
import { notFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';

export interface Claim {
  id: string;
  number: string;
  caseId: string;
  aidRecordId: string;
  programCode: string;
  departmentCode: string;
  townshipCode: string;
  decidedOn: string;
  amountFen: number;
  leftFen: number;
  status: string;
  version: number;
}

const CLAIM = { zh: '追回款', en: 'claim' };

/** A claim, locked, with which the actor does `action`. Throws NotFound, NotAllowed, WrongState. */
export async function lockClaim(unit: UnitOfWork, id: string, action: string): Promise<Claim> {
  const [claim] = isUuid(id)
    ? await unit.sql<Claim>(
        `select id, number, case_id as "caseId", aid_record_id as "aidRecordId", program_code as "programCode",
           department_code as "departmentCode", township_code as "townshipCode", decided_on as "decidedOn",
           amount_fen as "amountFen", left_fen as "leftFen", status, version
         from recovery_claim where id = $1 for update`,
        [id],
      )
    : [];
  if (!claim || !unit.ability.can('read', subject('Recovery', { ...claim }) as never)) throw notFound(CLAIM);
  assertCan(unit, action, 'Recovery', claim);
  assertTransition('Recovery', claim.status, action, {
    zh: '该款项已经结清或免除，不能这样办理。请刷新查看。',
    en: 'Nothing is owed any more: this cannot be done. Reload to see it.',
  });
  return claim;
}
