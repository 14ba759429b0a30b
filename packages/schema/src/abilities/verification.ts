import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * Verification with the departments that hold the data (R13, R14, R78). Clerks of the area record authorisations, ask,
 * read and settle what disagrees; the committee reads what was found of cases before it, the chair asks for a batch and
 * may settle too; a manager, and the data officer of a bureau that only keeps registers, sees and answers what waits at
 * his desk, and nothing else; leaders count.
 */
export function grantVerification(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'clerk': {
      const area = inArea(actor);
      can('verify', 'Household', area);
      can(['read', 'record', 'revoke'], 'Authorisation', area);
      can('read', 'VerificationRequest', area);
      // What reaches into other townships is the county window's to cancel.
      can(
        ['cancel', 'ask_again'],
        'VerificationRequest',
        actor.townshipCode ? { soleTownship: actor.townshipCode } : {},
      );
      can(['read', 'exchange'], 'VerificationQuestion', area);
      can(['read', 'resolve'], 'FactConflict', area);
      break;
    }
    case 'chair':
      can('verify', 'Batch');
      can(['read', 'cancel', 'ask_again'], 'VerificationRequest', { requestedBy: actor.staffId });
      can('read', 'VerificationRequest', { inReview: true });
      can('read', 'VerificationQuestion', { requestedBy: actor.staffId });
      can('read', 'VerificationQuestion', { inReview: true });
      can(['read', 'resolve'], 'FactConflict', { inReview: true });
      break;
    case 'member':
      can('read', 'VerificationRequest', { inReview: true });
      can('read', 'VerificationQuestion', { inReview: true });
      can('read', 'FactConflict', { inReview: true });
      break;
    case 'manager':
    case 'data_officer':
      can(['answer', 'exchange'], 'VerificationQuestion', { deskCode: actor.departmentCode });
      can('read', 'FactConflict', { correctorDepartment: actor.departmentCode });
      break;
    case 'leader':
      can('count', 'VerificationQuestion');
      break;
  }
}
