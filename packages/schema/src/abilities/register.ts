import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * The low-income register. The department that keeps it (the dibao office's) and clerks in their area read and write it;
 * the chair reads it; leaders learn how many.
 */
export function grantRegister(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
      can('count', 'Register');
      break;
    case 'chair':
      can(['count', 'read'], 'Register');
      break;
    case 'manager':
    case 'member':
      can(['count', 'read', 'record'], 'Register', { departmentCode: actor.departmentCode });
      break;
    case 'clerk':
      can(['count', 'read', 'record'], 'Register', inArea(actor));
      break;
  }
}
