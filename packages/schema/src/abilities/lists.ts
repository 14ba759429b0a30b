import { inArea } from './household.js';
import type { Actor, Grant } from './index.js';

/**
 * Lists that departments keep, matches among them, and what townships find out. Departments keep their own lists, read
 * those that others share with them, and match them; the chair reads and matches all. Clerks read the entries of their
 * area and enter results there. Leaders learn how many, never who.
 */
export function grantLists(can: Grant, actor: Actor): void {
  const own = { departmentCode: actor.departmentCode };
  switch (actor.role) {
    case 'leader':
      can('count', 'KeptList');
      can('count', 'ListMatch');
      break;
    case 'chair':
      can(['count', 'read'], 'KeptList');
      can(['count', 'read', 'save', 'run', 'send'], 'ListMatch');
      can('read', 'Discovery');
      can('read', 'Job', { kind: 'list_match' });
      break;
    case 'manager':
    case 'member':
      can(['count', 'read', 'keep'], 'KeptList', own);
      can(['count', 'read'], 'KeptList', { sharedWith: actor.departmentCode });
      can(['count', 'read', 'save', 'run', 'send'], 'ListMatch', own);
      can('read', 'Discovery', own);
      can('read', 'Job', { kind: 'list_match', departmentCode: actor.departmentCode });
      break;
    case 'clerk':
      can('read', 'ListEntry', inArea(actor));
      can(['read', 'enter_result'], 'Discovery', inArea(actor));
      break;
  }
}
