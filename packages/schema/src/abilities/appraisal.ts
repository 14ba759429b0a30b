import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * How well departments do (R15, R16): leaders, the chair and the finance bureau see all, a department itself alone, which
 * may object until the year is closed. Families are asked by the clerks of their area (R17); what a family said is seen by
 * nobody else.
 */
export function grantAppraisal(can: Grant, actor: Actor): void {
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'leader':
    case 'chair':
      can(['read', 'close', 'annex'], 'Appraisal');
      break;
    case 'finance':
      can('read', 'Appraisal');
      break;
    case 'member':
    case 'manager':
      can(['read', 'object'], 'Appraisal', own);
      break;
    case 'clerk':
      can(['read', 'answer'], 'SatisfactionAsking', inArea(actor));
      break;
    case 'data_officer':
      break;
  }
}
