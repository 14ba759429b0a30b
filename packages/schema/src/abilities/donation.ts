import type { Actor, Grant } from './index.js';

/**
 * Donations belong to the organisation that received them: its people record them, hold what the giver wishes and see who
 * gave. The chair, leaders and the finance bureau see all, without the names of givers who do not want theirs told.
 */
export function grantDonations(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'member':
    case 'manager':
      can(['read', 'name', 'record', 'change_wish'], 'Donation', { departmentCode: actor.departmentCode });
      break;
    case 'chair':
    case 'leader':
    case 'finance':
      can('read', 'Donation');
      break;
    case 'clerk':
    case 'data_officer':
      break;
  }
}
