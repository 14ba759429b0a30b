import type { Actor, Grant } from './index.js';

/** Who waits for money or a place, and who is still in difficulty: leaders learn how many, departments whom of their own, and they serve them. */
export function grantUnmetNeed(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
    case 'finance':
      can('count', 'WaitingEntry');
      can('count', 'Hardship');
      break;
    case 'chair':
      can(['count', 'read'], 'WaitingEntry');
      can(['count', 'read'], 'Hardship');
      break;
    case 'member':
    case 'manager':
      can(['count', 'read', 'take_in'], 'WaitingEntry', { departmentCode: actor.departmentCode });
      can(['count', 'read'], 'Hardship', { departmentCodes: actor.departmentCode });
      break;
    case 'clerk':
    case 'data_officer':
      break;
  }
}
