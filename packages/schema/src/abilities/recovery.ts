import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * What was paid too much and comes back. A department looks after its own claims; clerks see those of their area, the chair
 * all, and may ask the meeting to let the rest go; leaders and the finance bureau see all without names.
 */
export function grantRecoveries(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'member':
    case 'manager':
      can(['read', 'name', 'record', 'correct', 'ask_plan', 'decide_plan', 'ask_waiver'], 'Recovery', {
        departmentCode: actor.departmentCode,
      });
      break;
    case 'chair':
      can(['read', 'name', 'ask_waiver'], 'Recovery');
      break;
    case 'leader':
    case 'finance':
      can('read', 'Recovery');
      break;
    case 'clerk':
      can(['read', 'name'], 'Recovery', inArea(actor));
      break;
    case 'data_officer':
      break;
  }
}
