import type { Actor, Grant } from './index.js';

/**
 * Goods belong to the department that keeps them: its people take them in, hand them out and count them, and another of
 * them checks a count. The chair, leaders and the finance bureau see what there is and where it came from, nobody's name.
 */
export function grantStock(can: Grant, actor: Actor): void {
  switch (actor.role) {
    case 'member':
    case 'manager':
      can(['read', 'read_receivers', 'keep'], 'StockItem', { departmentCode: actor.departmentCode });
      break;
    case 'chair':
    case 'leader':
    case 'finance':
      can('read', 'StockItem');
      break;
    case 'clerk':
    case 'data_officer':
      break;
  }
}
