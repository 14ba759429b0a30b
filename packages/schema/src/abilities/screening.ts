import type { Actor, Grant } from './index.js';

/** How many people a program fits, without identities: all programs for the county's lead, their own for departments. */
export function grantScreening(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'leader':
    case 'chair':
      can('count', 'Screening');
      break;
    case 'member':
    case 'manager':
      can('count', 'Screening', { departmentCode: actor.departmentCode });
      break;
    case 'clerk':
      break;
  }
}
