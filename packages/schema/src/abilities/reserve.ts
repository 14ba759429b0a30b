import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * What townships pay at once from what they hold in advance (R100, R101): the township's own clerk pays and files the
 * papers, the department whose money it is checks them. The chair sees all; leaders and the finance bureau see all without
 * names.
 */
export function grantReserve(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'clerk':
      can(['read', 'name'], 'ReserveUse', inArea(actor));
      if (actor.townshipCode !== null) can(['use', 'file', 'take_back'], 'ReserveUse', inArea(actor));
      break;
    case 'member':
    case 'manager':
      can(['read', 'name', 'settle', 'send_back'], 'ReserveUse', { departmentCode: actor.departmentCode });
      break;
    case 'chair':
      can(['read', 'name'], 'ReserveUse');
      break;
    case 'leader':
    case 'finance':
      can('read', 'ReserveUse');
      break;
    case 'data_officer':
      break;
  }
}
